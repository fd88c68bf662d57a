package org.aitbc.payment.rewards;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import org.aitbc.starter.paging.Times;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reward for an agent.
 *
 * @param performanceMetrics kept with the calculation; bonuses follow from the agent's track record alone
 * @param referenceDate what the reward is about, an ISO-8601 date or time; kept with the calculation, changes no amount
 */
record RewardRequest(
        @NotBlank String agentId,

        @NotNull RewardType rewardType,

        @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
        BigDecimal baseAmount,

        @NotNull ObjectNode performanceMetrics,
        @Nullable String referenceDate) {

    @Nullable
    Instant referenceAt() {
        return Times.parse("reference_date", referenceDate);
    }
}
