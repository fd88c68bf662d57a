package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.rewards.RewardReports.Rank;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who was rewarded most. */
@Component
class Leaderboard {

    private final RewardReports reports;
    private final Standings standings;

    Leaderboard(RewardReports reports, Standings standings) {
        this.reports = reports;
        this.standings = standings;
    }

    /**
     * One line of it.
     *
     * @param rank among the lines shown
     * @param totalEarnings rewards of the period
     * @param lifetimeEarnings rewards of all time, of which there were {@code rewards_distributed}
     * @param rewardsDistributed number of rewards of all time
     * @param currentStreak days in a row with a paid job
     * @param performanceScore completed of ended jobs, 0..1; null where none has ended
     */
    record LeaderboardLine(
            int rank,
            String agentId,
            RewardTier currentTier,
            BigDecimal totalEarnings,
            BigDecimal lifetimeEarnings,
            int rewardsDistributed,
            int currentStreak,
            @Nullable BigDecimal performanceScore) {

        static LeaderboardLine of(int rank, Rank paid, Standing standing) {
            return new LeaderboardLine(
                    rank,
                    paid.agent(),
                    standing.tier(),
                    Amounts.shown(paid.inPeriod()),
                    Amounts.shown(paid.ever()),
                    paid.rewards(),
                    standing.consistency().currentStreak(),
                    standing.record().ended() == 0 ? null : standing.scores().performance());
        }
    }

    /** @param tier as the agents are in it now; null for all */
    List<LeaderboardLine> since(LocalDate from, @Nullable RewardTier tier, int limit) {
        Map<String, Standing> all = standings.all();
        List<LeaderboardLine> lines = new ArrayList<>();
        for (Rank paid : reports.ranking(from)) {
            Standing standing = all.get(paid.agent());
            if (standing != null && lines.size() < limit && (tier == null || standing.tier() == tier)) {
                lines.add(LeaderboardLine.of(lines.size() + 1, paid, standing));
            }
        }
        return lines;
    }
}
