package org.aitbc.worker.gateway;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits that double up to 15 s, each drawn from its upper half so that many workers do not come back at once. */
public final class Backoff {

    private static final long FIRST_MILLIS = 500;
    private static final long CAP_MILLIS = 15_000;

    private int failures;

    public Duration next() {
        long most = Math.min(CAP_MILLIS, FIRST_MILLIS << Math.min(failures++, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    public void reset() {
        failures = 0;
    }
}
