package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.rewards.RewardReports.Totals;

/**
 * What was paid in rewards between two days.
 *
 * @param periodType as it was asked for
 * @param totalRewardsDistributed AITBC
 * @param totalAgentsRewarded how many agents were paid
 * @param averageRewardPerAgent AITBC
 * @param tierDistribution how many of the rewarded agents were in each tier when they were rewarded last
 * @param totalDistributions how many rewards were paid
 */
record RewardAnalytics(
        String periodType,
        LocalDate startDate,
        LocalDate endDate,
        BigDecimal totalRewardsDistributed,
        int totalAgentsRewarded,
        BigDecimal averageRewardPerAgent,
        Map<RewardTier, Integer> tierDistribution,
        int totalDistributions) {

    static RewardAnalytics of(
            RewardPeriod period, LocalDate from, LocalDate to, Totals totals, Map<RewardTier, Integer> tiers) {
        BigDecimal average = totals.agents() == 0
                ? BigDecimal.ZERO
                : totals.amount().divide(BigDecimal.valueOf(totals.agents()), Amounts.DECIMALS, RoundingMode.DOWN);
        return new RewardAnalytics(
                Words.of(period),
                from,
                to,
                Amounts.shown(totals.amount()),
                totals.agents(),
                Amounts.shown(average),
                tiers,
                totals.distributions());
    }
}
