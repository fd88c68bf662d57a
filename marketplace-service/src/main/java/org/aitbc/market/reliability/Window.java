package org.aitbc.market.reliability;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A span of time. */
record Window(Instant from, Instant until) {

    private static final int TIME_BITS = 16;

    static Window before(Instant until, Duration length) {
        Instant end = until.truncatedTo(ChronoUnit.MILLIS);
        return new Window(end.minus(length), end);
    }

    /** Ids that were made since then are not below it: they begin with the time. */
    UUID firstId() {
        return new UUID(from.toEpochMilli() << TIME_BITS, 0);
    }
}
