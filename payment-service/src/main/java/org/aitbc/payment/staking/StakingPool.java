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
 * @param activeStakers principals with an active stake
 * @param minStakeAmount AITBC
 * @param maxStakeAmount AITBC
 */
record StakingPool(
        String agentWallet,
        BigDecimal totalStaked,
        BigDecimal totalRewards,
        BigDecimal poolApy,
        int stakerCount,
        List<String> activeStakers,

        @Schema(description = "Time the pool was opened, until the first distribution")
        Instant lastDistributionTime,

        @Schema(description = "Average whole days between distributions; 0 before the second")
        int distributionFrequency,

        BigDecimal minStakeAmount,
        BigDecimal maxStakeAmount,

        @Schema(description = "Whether stakes of this pool may compound")
        boolean autoCompoundEnabled,

        @Schema(description = "Tier score of the agent") BigDecimal poolPerformanceScore,

        @Schema(description = "0 to 1, the volatility_risk of the risk assessment")
        BigDecimal volatilityScore,

        @Schema(description = "balance: held by the pool account for stakers; distributions: number of distributions")
        Map<String, Object> poolMetadata) {}
