package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import org.aitbc.payment.agents.TrackRecord;
import org.aitbc.payment.rewards.Milestone.Progress;

/** Where an agent stands at the moment. */
record Standing(TrackRecord record, Consistency consistency) {

    String agent() {
        return record.agent();
    }

    Scores scores() {
        return RewardPolicy.scores(record, consistency);
    }

    BigDecimal trustScore() {
        return RewardPolicy.trustScore(record, scores());
    }

    RewardTier tier() {
        return RewardTier.of(trustScore());
    }

    BigDecimal tierProgress() {
        return tier().progress(trustScore());
    }

    BigDecimal loyalty() {
        return RewardPolicy.loyalty(consistency.currentStreak());
    }

    Progress progress() {
        return new Progress(record.paid(), record.earned(), consistency.longestStreak());
    }

    Reward reward(BigDecimal base) {
        return RewardPolicy.reward(
                base,
                tier(),
                scores().performance(),
                loyalty(),
                Milestone.reachedBy(progress()).size());
    }
}
