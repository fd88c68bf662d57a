package org.aitbc.explorer.crosschain.transfers;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which transfers are wanted, newest first; null does not matter. */
record TransferFilter(
        @Nullable String userId,

        @Nullable Long chainId,

        @Nullable @Pattern(regexp = TransferRequest.KIND) String transactionType,

        @Nullable @Pattern(regexp = "queued|submitted|confirmed|completed|failed|cancelled|expired|pending|processing")
        String status,

        @Nullable @Pattern(regexp = TransferRequest.PRIORITY)
        String priority,

        @Nullable String fromDate,

        @Nullable String toDate,

        @Nullable @Min(1) @Max(1000) Integer limit,
        @Nullable @Min(0) Integer offset) {

    private static final int USUAL = 100;

    int rows() {
        return Objects.requireNonNullElse(limit, USUAL);
    }

    int skipped() {
        return Objects.requireNonNullElse(offset, 0);
    }
}
