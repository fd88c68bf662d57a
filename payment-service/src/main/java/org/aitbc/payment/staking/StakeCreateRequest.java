package org.aitbc.payment.staking;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to stake.
 *
 * @param amount AITBC
 * @param lockPeriod in days
 */
record StakeCreateRequest(
        @NotNull @Size(min = 1, max = 200) String agentWallet,

        @NotNull
        @DecimalMin(StakePolicy.LEAST_TEXT)
        @DecimalMax(StakePolicy.MOST_TEXT)
        @Digits(integer = 6, fraction = 8)
        BigDecimal amount,

        @Schema(defaultValue = "30") @Nullable @Min(1) @Max(StakePolicy.LONGEST_LOCK_DAYS)
        Integer lockPeriod,

        @Schema(defaultValue = "false") @Nullable Boolean autoCompound) {

    int lockDays() {
        return lockPeriod == null ? StakePolicy.DEFAULT_LOCK_DAYS : lockPeriod;
    }

    boolean compounds() {
        return autoCompound != null && autoCompound;
    }
}
