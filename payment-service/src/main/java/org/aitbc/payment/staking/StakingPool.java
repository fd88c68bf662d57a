package org.aitbc.payment.staking;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What people have staked on an agent.
 *
 * @param totalRewards what its stakes were given so far
 * @param poolApy of a stake with the default lock
 */
record StakingPool(
        String agentWallet,
        BigDecimal totalStaked,
        BigDecimal totalRewards,
        BigDecimal poolApy,
        int stakerCount,
        List<String> activeStakers,

        @Schema(description = "until something is distributed, when the pool was opened")
        Instant lastDistributionTime,

        @Schema(description = "whole days between distributions in the mean; 0 before the second")
        int distributionFrequency,

        BigDecimal minStakeAmount,
        BigDecimal maxStakeAmount,

        @Schema(description = "stakes of this pool may compound")
        boolean autoCompoundEnabled,

        @Schema(description = "the agent's tier score") BigDecimal poolPerformanceScore,

        @Schema(description = "0..1, as volatility_risk of the risk assessment")
        BigDecimal volatilityScore,

        @Schema(description = "balance: what the pool account holds for stakers; distributions: how many there were")
        Map<String, Object> poolMetadata) {}
