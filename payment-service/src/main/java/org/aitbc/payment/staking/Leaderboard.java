package org.aitbc.payment.staking;

import static java.util.Comparator.comparing;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.aitbc.payment.ledger.Amounts;

/** Ranks agents that are staked on. */
final class Leaderboard {

    /** For query parameters. */
    static final String METRICS = "total_staked|total_rewards|apy";

    private Leaderboard() {}

    /**
     * An agent and its place.
     *
     * @param totalStaked now
     * @param totalRewards in the period
     * @param currentApy of a stake with the default lock
     */
    record Place(
            int rank,
            String agentWallet,
            BigDecimal totalStaked,
            int stakerCount,
            BigDecimal totalRewards,
            BigDecimal currentApy,
            Tier currentTier) {}

    private record Entry(Standing agent, AgentTotals totals) {

        BigDecimal apy() {
            return agent.apy(StakePolicy.DEFAULT_LOCK_DAYS);
        }

        Place at(int rank) {
            return new Place(
                    rank,
                    agent.agent(),
                    Amounts.shown(totals.staked()),
                    totals.stakers(),
                    Amounts.shown(totals.rewards()),
                    Amounts.shown(apy()),
                    agent.tier());
        }
    }

    static List<Place> of(List<AgentTotals> totals, Function<String, Standing> standing, String metric, int limit) {
        Comparator<Entry> order = comparing(measure(metric))
                .reversed()
                .thenComparing(entry -> entry.agent().agent());
        List<Entry> best = totals.stream()
                .map(one -> new Entry(standing.apply(one.agent()), one))
                .sorted(order)
                .limit(limit)
                .toList();
        return IntStream.range(0, best.size())
                .mapToObj(i -> best.get(i).at(i + 1))
                .toList();
    }

    private static Function<Entry, BigDecimal> measure(String metric) {
        return switch (metric) {
            case "total_rewards" -> entry -> entry.totals().rewards();
            case "apy" -> Entry::apy;
            default -> entry -> entry.totals().staked();
        };
    }
}
