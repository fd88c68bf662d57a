package org.aitbc.payment.webhooks;

import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt.
 *
 * @param status the HTTP status, or null when there was none
 * @param text the beginning of the answer's body
 * @param error why there was no status
 */
record Answer(
        @Nullable Integer status,
        @Nullable String text,
        @Nullable String error) {

    private static final int GONE = 410;

    static Answer failed(String error) {
        return new Answer(null, null, error);
    }

    boolean isTaken() {
        return status != null && status / 100 == 2;
    }

    /** The endpoint wants nothing any more. */
    boolean isGone() {
        return status != null && status == GONE;
    }
}
