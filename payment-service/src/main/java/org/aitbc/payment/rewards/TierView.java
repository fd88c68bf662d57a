package org.aitbc.payment.rewards;

import java.math.BigDecimal;

/**
 * A tier. It multiplies rewards and nothing else: {@code max_concurrent_jobs} sets no limit beyond a miner's own,
 * {@code priority_boost} 1, {@code fee_discount} 0 and the one {@code support_level} are the same for all.
 *
 * @param tier its name
 * @param baseMultiplier of rewards
 * @param performanceBonusMultiplier of the bonus for performance
 * @param maxConcurrentJobs sets no limit beyond a miner's own
 * @param priorityBoost 1 for all
 * @param feeDiscount 0 for all
 * @param supportLevel the same for all
 * @param tierRequirements what an agent needs for it
 * @param tierBenefits what it grants
 */
record TierView(
        RewardTier tier,
        int minTrustScore,
        BigDecimal baseMultiplier,
        BigDecimal performanceBonusMultiplier,
        int maxConcurrentJobs,
        BigDecimal priorityBoost,
        BigDecimal feeDiscount,
        String supportLevel,
        Requirements tierRequirements,
        Benefits tierBenefits) {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    record Requirements(int minTrustScore) {}

    /**
     * What the tier really grants.
     *
     * @param baseMultiplier of rewards
     * @param performanceBonusMultiplier of the bonus for performance
     */
    record Benefits(BigDecimal baseMultiplier, BigDecimal performanceBonusMultiplier) {

        static Benefits of(RewardTier tier) {
            return new Benefits(tier.multiplier(), tier.performanceMultiplier());
        }
    }

    static TierView of(RewardTier tier) {
        return new TierView(
                tier,
                tier.minTrustScore(),
                tier.multiplier(),
                tier.performanceMultiplier(),
                NO_LIMIT,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                "basic",
                new Requirements(tier.minTrustScore()),
                Benefits.of(tier));
    }
}
