package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.aitbc.payment.agents.TrackRecord;
import org.aitbc.payment.ledger.Amounts;

/**
 * What agents are worth, and what their rewards come to. All of it follows from what they did.
 *
 * <p>Trust score, 0..1000: 1000 x (0.35 performance + 0.25 reliability + 0.20 community + 0.10 security + 0.10 economic),
 * weighted as the legacy reputation was; 0 for an agent of which no job has ended. Each part is 0..1:
 *
 * <ul>
 *   <li>performance: completed / ended jobs
 *   <li>reliability: of the last 30 days since its first, the share with a completed job and without a failure
 *   <li>community: 0, until a service tells what agents do for others; so nobody has more than 800 yet
 *   <li>security: completed jobs whose result carries its own signature / completed jobs
 *   <li>economic: earned / (earned + 100 AITBC)
 * </ul>
 *
 * <p>Reward: base x tier multiplier and the bonuses, each rounded down to 8 decimals:
 *
 * <ul>
 *   <li>performance: base x (tier's performance multiplier - 1) x performance
 *   <li>loyalty: base x 0.10 x loyalty, which is the current streak / 30 days, at most 1
 *   <li>referral: 0, until a service tells who brought whom
 *   <li>milestone: base x 0.02 for each milestone reached
 * </ul>
 *
 * <p>All milestones of an agent together are rewarded with at most half of the fees that the network has kept of what others paid
 * the agent for jobs, of which 20 AITBC count for each payer: who pays himself to be rewarded loses more than he gains.
 */
final class RewardPolicy {

    /** How many days reliability and loyalty look at. */
    static final int DAYS = 30;

    /** Network fees that one payer's jobs can bring an agent towards its milestones, in AITBC. */
    static final BigDecimal MOST_FEES_OF_PAYER = BigDecimal.valueOf(20);

    private static final BigDecimal REWARDED_OF_FEES = new BigDecimal("0.5");
    private static final int SCORE_DECIMALS = 6;
    private static final BigDecimal MOST_TRUST = BigDecimal.valueOf(1000);
    private static final BigDecimal HALF_ECONOMIC = BigDecimal.valueOf(100);
    private static final BigDecimal LOYALTY = new BigDecimal("0.10");
    private static final BigDecimal EACH_MILESTONE = new BigDecimal("0.02");

    private RewardPolicy() {}

    static Scores scores(TrackRecord record, Consistency consistency) {
        return new Scores(
                share(record.completed(), record.ended()),
                share(consistency.cleanDays(), consistency.days()),
                BigDecimal.ZERO,
                share(record.countersigned(), record.completed()),
                share(record.earned(), record.earned().add(HALF_ECONOMIC)));
    }

    static BigDecimal trustScore(TrackRecord record, Scores scores) {
        if (record.ended() == 0) {
            return BigDecimal.ZERO;
        }
        return weighted(scores.performance(), "0.35")
                .add(weighted(scores.reliability(), "0.25"))
                .add(weighted(scores.community(), "0.20"))
                .add(weighted(scores.security(), "0.10"))
                .add(weighted(scores.economic(), "0.10"))
                .multiply(MOST_TRUST)
                .setScale(3, RoundingMode.DOWN);
    }

    /** How much of the longest streak that counts an agent has, 0..1. */
    static BigDecimal loyalty(int currentStreak) {
        return share(Math.min(currentStreak, DAYS), DAYS);
    }

    /**
     * @param performance as in {@link Scores}
     * @param milestones how many the agent has reached
     */
    static Reward reward(BigDecimal base, RewardTier tier, BigDecimal performance, BigDecimal loyalty, int milestones) {
        BigDecimal performanceShare =
                tier.performanceMultiplier().subtract(BigDecimal.ONE).multiply(performance);
        return new Reward(
                Amounts.exact(base),
                tier,
                Amounts.floor(base.multiply(tier.multiplier())),
                Amounts.floor(base.multiply(performanceShare)),
                Amounts.floor(base.multiply(LOYALTY).multiply(loyalty)),
                Amounts.ZERO,
                Amounts.floor(base.multiply(EACH_MILESTONE).multiply(BigDecimal.valueOf(milestones))));
    }

    /** @param fees what the network has kept of the agent's jobs, each payer's within its bound */
    static BigDecimal milestoneBudget(BigDecimal fees) {
        return Amounts.floor(fees.multiply(REWARDED_OF_FEES));
    }

    private static BigDecimal weighted(BigDecimal score, String weight) {
        return score.multiply(new BigDecimal(weight));
    }

    private static BigDecimal share(long part, long whole) {
        return share(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    private static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? BigDecimal.ZERO
                : part.divide(whole, SCORE_DECIMALS, RoundingMode.DOWN).min(BigDecimal.ONE);
    }
}
