package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.rewards.Profiles.Paid;
import org.jspecify.annotations.Nullable;

/**
 * An agent's rewards and what they follow from.
 *
 * @param tierProgress how much of the way to the next tier is done, 0..1
 * @param baseEarnings the base amounts of its rewards; {@code bonus_earnings} is what came on top, milestones included
 * @param bonusEarnings what came on top of the base amounts, milestones included
 * @param totalEarnings all rewards it was paid; so is {@code lifetime_earnings}
 * @param lifetimeEarnings all rewards it was paid
 * @param rewardsDistributed number of rewards that it was paid
 * @param currentStreak days in a row with a paid job
 * @param longestStreak most days in a row with a paid job
 * @param performanceScore completed of ended jobs, 0..1
 * @param loyaltyScore the current streak as a share of 30 days, 0..1
 * @param referralCount 0: no service tells of referrals yet, nor of community contributions
 * @param communityContributions 0: no service tells of them
 * @param lastRewardDate when it was last paid a reward; null before the first
 * @param recentCalculations the newest first
 * @param recentDistributions the newest first
 */
record ProfileView(
        String agentId,
        RewardTier currentTier,
        BigDecimal tierProgress,
        BigDecimal baseEarnings,
        BigDecimal bonusEarnings,
        BigDecimal totalEarnings,
        BigDecimal lifetimeEarnings,
        long rewardsDistributed,
        int currentStreak,
        int longestStreak,
        BigDecimal performanceScore,
        BigDecimal loyaltyScore,
        int referralCount,
        int communityContributions,
        @Nullable Instant lastRewardDate,
        List<Calculations.CalculationView> recentCalculations,
        List<Distribution.DistributionView> recentDistributions) {

    static ProfileView of(
            Standing standing,
            Paid paid,
            List<Calculations.CalculationView> calculations,
            List<Distribution.DistributionView> distributions) {
        return new ProfileView(
                standing.agent(),
                standing.tier(),
                standing.tierProgress(),
                Amounts.shown(paid.base()),
                Amounts.shown(paid.bonus()),
                Amounts.shown(paid.total()),
                Amounts.shown(paid.total()),
                paid.rewards(),
                standing.consistency().currentStreak(),
                standing.consistency().longestStreak(),
                standing.scores().performance(),
                standing.loyalty(),
                0,
                0,
                paid.last(),
                calculations,
                distributions);
    }
}
