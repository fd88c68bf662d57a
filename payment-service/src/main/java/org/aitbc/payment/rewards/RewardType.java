package org.aitbc.payment.rewards;

/** What a reward is given for; it changes nothing of the amount. */
enum RewardType {
    PERFORMANCE_BONUS,
    LOYALTY_BONUS,
    REFERRAL_BONUS,
    MILESTONE_BONUS,
    COMMUNITY_BONUS,
    SPECIAL_BONUS;

    String text() {
        return Words.of(this);
    }
}
