package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.time.Instant;
import org.aitbc.payment.agents.TrackRecord;

/**
 * How an agent is judged.
 *
 * @param accuracy the mean of what oracles reported, in percent; 0 without a report
 */
record Standing(TrackRecord track, BigDecimal accuracy, StakeRates rates) {

    /** Of a principal without miners. */
    static Standing unknown(String agent, StakeRates rates) {
        return new Standing(
                new TrackRecord(agent, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, null, null),
                BigDecimal.ZERO,
                rates);
    }

    String agent() {
        return track.agent();
    }

    BigDecimal successRate() {
        return BigDecimal.valueOf(track.successRate());
    }

    BigDecimal score() {
        return StakePolicy.score(accuracy, successRate());
    }

    Tier tier() {
        return StakePolicy.tier(score());
    }

    BigDecimal apy(int lockDays) {
        return rates.apy(tier(), lockDays);
    }

    /** What a stake on the agent has earned since a time, by the tier that the agent has now. */
    BigDecimal accrual(Stake stake, Instant to) {
        return rates.accrual(stake.amount(), tier(), stake.lockDays(), stake.rewardedAt(), to);
    }
}
