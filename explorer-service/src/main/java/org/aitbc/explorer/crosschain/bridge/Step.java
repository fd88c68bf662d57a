package org.aitbc.explorer.crosschain.bridge;

import java.util.Locale;

/**
 * How far a swap is.
 *
 * <pre>
 * SOURCE_LOCK -> TARGET_LOCK -> TARGET_CLAIM -> SOURCE_CLAIM -> COMPLETED
 *      |             |               |
 *      |             +---------------+--> RETURNING -> CANCELLED | EXPIRED | FAILED
 *      +--> RETURNING, or CANCELLED | EXPIRED | FAILED where nothing was locked
 * </pre>
 */
enum Step {
    /** The client's wallet locks for the suite, on the chain it comes from. */
    SOURCE_LOCK("pending", 0.1),
    /** The suite locks for the client, on the chain it goes to, and for a shorter time. */
    TARGET_LOCK("confirmed", 0.4),
    /** The suite tells the secret, so the client has its coins. */
    TARGET_CLAIM("confirmed", 0.6),
    /** The suite takes what the client locked. */
    SOURCE_CLAIM("confirmed", 0.8),
    /** What is locked goes back when its time is over. */
    RETURNING("pending", 0.5),
    COMPLETED("completed", 1),
    CANCELLED("cancelled", 1),
    EXPIRED("expired", 1),
    FAILED("failed", 1);

    private final String status;
    private final double progress;

    Step(String status, double progress) {
        this.status = status;
        this.progress = progress;
    }

    /** In the words of older clients. */
    String status() {
        return status;
    }

    /** 0 to 1. */
    double progress() {
        return progress;
    }

    boolean isEnd() {
        return progress == 1;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Step of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
