package org.aitbc.payment.staking;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * @param totalEarnings AITBC, of which the agent's stakers get their part
 * @param distributionData what the agent wants to remember with it
 */
record EarningsDistributionRequest(
        @NotBlank String agentWallet,

        @NotNull
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("1000000000000")
        @Digits(integer = 18, fraction = 8)
        BigDecimal totalEarnings,

        @Nullable ObjectNode distributionData) {}
