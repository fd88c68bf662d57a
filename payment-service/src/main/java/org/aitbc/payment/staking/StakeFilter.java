package org.aitbc.payment.staking;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Which of a staker's stakes are wanted; null does not matter. */
record StakeFilter(
        @Nullable String agentWallet,

        @Nullable @Pattern(regexp = StakeStatus.PATTERN) String status,

        @Nullable @DecimalMin("0") @Digits(integer = 20, fraction = 20)
        BigDecimal minAmount,

        @Nullable @DecimalMin("0") @Digits(integer = 20, fraction = 20)
        BigDecimal maxAmount,

        @Nullable @Pattern(regexp = Tier.PATTERN) String agentTier,

        @Nullable Boolean autoCompound) {

    @Nullable
    Tier tier() {
        return agentTier == null ? null : Tier.of(agentTier);
    }
}
