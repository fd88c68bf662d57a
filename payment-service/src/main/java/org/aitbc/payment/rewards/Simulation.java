package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import org.aitbc.payment.ledger.Amounts;

/**
 * What a reward would come to.
 *
 * @param performanceBonus in AITBC, as the other bonuses
 * @param loyaltyBonus for days in a row with a paid job
 * @param referralBonus 0: no service tells of referrals
 * @param milestoneBonus for milestones that are reached
 * @param effectiveMultiplier the total as a multiple of the base amount
 * @param trustScore 0..1000
 * @param simulation always true
 */
record Simulation(
        String agentId,
        RewardType rewardType,
        BigDecimal baseAmount,
        BigDecimal tierMultiplier,
        BigDecimal performanceBonus,
        BigDecimal loyaltyBonus,
        BigDecimal referralBonus,
        BigDecimal milestoneBonus,
        BigDecimal effectiveMultiplier,
        BigDecimal totalReward,
        BigDecimal trustScore,
        boolean simulation) {

    static Simulation of(RewardType type, Standing standing, BigDecimal base) {
        Reward reward = standing.reward(base);
        return new Simulation(
                standing.agent(),
                type,
                Amounts.shown(reward.base()),
                reward.tier().multiplier(),
                Amounts.shown(reward.performance()),
                Amounts.shown(reward.loyalty()),
                Amounts.shown(reward.referral()),
                Amounts.shown(reward.milestone()),
                Amounts.shown(reward.effectiveMultiplier()),
                Amounts.shown(reward.total()),
                standing.trustScore(),
                true);
    }
}
