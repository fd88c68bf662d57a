package org.aitbc.payment.staking;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.aitbc.payment.agents.TrackRecord;
import org.aitbc.payment.ledger.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an agent.
 *
 * @param totalRewardsDistributed what its stakers were given, in AITBC
 * @param totalSubmissions jobs that ended in its hands
 * @param successfulSubmissions jobs that it completed
 * @param successRate completed of ended jobs, in percent
 * @param tierScore 0 to 100, from accuracy and success rate
 * @param lastUpdateTime when anything of it last changed
 * @param firstSubmissionTime the day (UTC) of the first of them
 * @param averageResponseTime seconds, as reported
 * @param totalComputeTime seconds, as measured
 * @param energyEfficiencyScore percent, as reported
 * @param weeklyAccuracy percent, week by week
 * @param monthlyEarnings AITBC, month by month
 */
record AgentMetrics(
        String agentWallet,
        BigDecimal totalStaked,
        int stakerCount,
        BigDecimal totalRewardsDistributed,
        BigDecimal averageAccuracy,
        long totalSubmissions,
        long successfulSubmissions,
        BigDecimal successRate,
        Tier currentTier,
        BigDecimal tierScore,

        @Schema(description = "Always 0: this service has no agent reputation")
        BigDecimal reputationScore,

        Instant lastUpdateTime,
        @Nullable Instant firstSubmissionTime,
        @Nullable BigDecimal averageResponseTime,
        @Nullable BigDecimal totalComputeTime,
        @Nullable BigDecimal energyEfficiencyScore,
        List<BigDecimal> weeklyAccuracy,
        List<BigDecimal> monthlyEarnings,

        @Schema(description = "earned: net of fees, in AITBC; distributed: part of it, platform fees included")
        Map<String, Object> agentMetadata) {

    static AgentMetrics of(Standing agent, AgentTotals totals, BigDecimal distributed, AgentHistory history) {
        TrackRecord track = agent.track();
        AgentHistory.Reported reported = history.reported(agent.agent());
        return new AgentMetrics(
                agent.agent(),
                Amounts.shown(totals.staked()),
                totals.stakers(),
                Amounts.shown(totals.rewards()),
                rounded(agent.accuracy()),
                track.ended(),
                track.completed(),
                rounded(agent.successRate()),
                agent.tier(),
                rounded(agent.score()),
                BigDecimal.ZERO,
                reported.updatedAt(),
                startOf(track.first()),
                roundedOrNull(reported.responseTime()),
                track.ended() == 0 ? null : rounded(track.computeSeconds()),
                roundedOrNull(reported.energyEfficiency()),
                history.weeklyAccuracy(agent.agent()).stream()
                        .map(AgentMetrics::rounded)
                        .toList(),
                history.monthlyEarnings(agent.agent()).stream()
                        .map(Amounts::shown)
                        .toList(),
                Map.of("earned", Amounts.shown(track.earned()), "distributed", Amounts.shown(distributed)));
    }

    private static @Nullable Instant startOf(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static BigDecimal rounded(BigDecimal number) {
        return Amounts.shown(Amounts.floor(number));
    }

    private static @Nullable BigDecimal roundedOrNull(@Nullable BigDecimal number) {
        return number == null ? null : rounded(number);
    }
}
