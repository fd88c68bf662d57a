package org.aitbc.explorer.crosschain.transfers;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/** Which transfers are wanted, newest first; null does not matter. */
record TransferFilter(
        @BindParam("user_id") @Parameter(name = "user_id") @Nullable
        String userId,

        @BindParam("chain_id") @Parameter(name = "chain_id") @Nullable
        Long chainId,

        @BindParam("transaction_type")
        @Parameter(name = "transaction_type")
        @Nullable
        @Pattern(regexp = TransferRequest.KIND)
        String transactionType,

        @Nullable @Pattern(regexp = "queued|submitted|confirmed|completed|failed|cancelled|expired|pending|processing")
        String status,

        @Nullable @Pattern(regexp = TransferRequest.PRIORITY)
        String priority,

        @BindParam("from_date") @Parameter(name = "from_date") @Nullable
        String fromDate,

        @BindParam("to_date") @Parameter(name = "to_date") @Nullable
        String toDate,

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
