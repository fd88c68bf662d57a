package org.aitbc.payment.staking;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Which of a staker's stakes are wanted; null does not matter. */
record StakeFilter(
        @Nullable String agentWallet,

        @Nullable StakeStatus status,

        @Nullable @DecimalMin("0") @Digits(integer = 20, fraction = 20)
        BigDecimal minAmount,

        @Nullable @DecimalMin("0") @Digits(integer = 20, fraction = 20)
        BigDecimal maxAmount,

        @Nullable Tier agentTier,

        @Nullable Boolean autoCompound) {}
