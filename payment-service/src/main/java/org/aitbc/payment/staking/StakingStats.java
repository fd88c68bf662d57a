package org.aitbc.payment.staking;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.staking.ActiveStakes.Group;

/**
 * The whole of staking.
 *
 * @param totalStakers how many principals stake
 * @param activeStakes how many stakes are active
 * @param topAgents those with the greatest rewards first
 */
record StakingStats(
        BigDecimal totalStaked,
        int totalStakers,
        int activeStakes,
        BigDecimal averageApy,

        @Schema(description = "Rewards of the period") BigDecimal totalRewardsDistributed,

        List<Leaderboard.Place> topAgents,

        @Schema(description = "Active stakes by agent tier") Map<String, Integer> tierDistribution,

        @Schema(description = "Active stakes by lock period in days")
        Map<String, Integer> lockPeriodDistribution) {

    private static final int TOP = 10;

    static StakingStats of(
            ActiveStakes stakes,
            int stakers,
            BigDecimal rewards,
            List<AgentTotals> totals,
            Function<String, Standing> standing) {
        return new StakingStats(
                Amounts.shown(stakes.amount()),
                stakers,
                stakes.count(),
                Amounts.shown(stakes.averageApy(standing)),
                Amounts.shown(rewards),
                Leaderboard.of(totals, standing, "total_staked", TOP),
                counted(stakes, group -> standing.apply(group.agent()).tier().text()),
                counted(stakes, group -> Integer.toString(group.lockDays())));
    }

    private static Map<String, Integer> counted(ActiveStakes stakes, Function<Group, String> name) {
        return stakes.groups().stream().collect(groupingBy(name, TreeMap::new, summingInt(Group::count)));
    }
}
