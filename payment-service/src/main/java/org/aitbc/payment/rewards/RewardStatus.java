package org.aitbc.payment.rewards;

/** Where a distribution stands. Only {@code PENDING} and {@code DISTRIBUTED} are reached so far. */
enum RewardStatus {
    PENDING,
    APPROVED,
    DISTRIBUTED,
    EXPIRED,
    CANCELLED;

    String text() {
        return Words.of(this);
    }
}
