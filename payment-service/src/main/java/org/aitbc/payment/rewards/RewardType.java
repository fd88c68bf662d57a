package org.aitbc.payment.rewards;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a reward is given for; it changes nothing of the amount. */
enum RewardType {
    PERFORMANCE_BONUS,
    LOYALTY_BONUS,
    REFERRAL_BONUS,
    MILESTONE_BONUS,
    COMMUNITY_BONUS,
    SPECIAL_BONUS;

    @JsonValue
    String text() {
        return Words.of(this);
    }
}
