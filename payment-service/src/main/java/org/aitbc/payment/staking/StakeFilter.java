package org.aitbc.payment.staking;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/** Which of a staker's stakes are wanted; null does not matter. */
record StakeFilter(
        @BindParam("agent_wallet") @Parameter(name = "agent_wallet") @Nullable
        String agentWallet,

        @Nullable @Pattern(regexp = StakeStatus.PATTERN) String status,

        @BindParam("min_amount")
        @Parameter(name = "min_amount")
        @Nullable
        @DecimalMin("0")
        @Digits(integer = 20, fraction = 20)
        BigDecimal minAmount,

        @BindParam("max_amount")
        @Parameter(name = "max_amount")
        @Nullable
        @DecimalMin("0")
        @Digits(integer = 20, fraction = 20)
        BigDecimal maxAmount,

        @BindParam("agent_tier") @Parameter(name = "agent_tier") @Nullable @Pattern(regexp = Tier.PATTERN)
        String agentTier,

        @BindParam("auto_compound") @Parameter(name = "auto_compound") @Nullable
        Boolean autoCompound) {

    @Nullable
    Tier tier() {
        return agentTier == null ? null : Tier.of(agentTier);
    }
}
