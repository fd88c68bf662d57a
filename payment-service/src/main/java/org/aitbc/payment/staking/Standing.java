package org.aitbc.payment.staking;

import java.math.BigDecimal;
import org.aitbc.payment.agents.TrackRecord;

/**
 * How an agent is judged.
 *
 * @param accuracy the mean of what oracles reported, in percent; 0 without a report
 */
record Standing(TrackRecord track, BigDecimal accuracy) {

    /** Of a principal without miners. */
    static Standing unknown(String agent) {
        return new Standing(
                new TrackRecord(agent, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, null, null), BigDecimal.ZERO);
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
        return StakePolicy.apy(tier(), lockDays);
    }
}
