package org.aitbc.payment.rewards;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a distribution stands. Only {@code PENDING} and {@code DISTRIBUTED} are reached so far. */
enum RewardStatus {
    PENDING,
    APPROVED,
    DISTRIBUTED,
    EXPIRED,
    CANCELLED;

    @JsonValue
    String text() {
        return Words.of(this);
    }
}
