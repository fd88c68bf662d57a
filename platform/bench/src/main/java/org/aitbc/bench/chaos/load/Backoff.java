package org.aitbc.bench.chaos.load;

import java.util.Random;

/** Waits before a worker tries again: each is twice as long as the one before, up to a most, drawn from its upper half. */
final class Backoff {

    private final int first;
    private final int most;
    private final Random random;
    private int failures;

    /**
     * @param first milliseconds
     * @param most milliseconds
     */
    Backoff(int first, int most, Random random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    void pause() throws InterruptedException {
        int wait = Math.min(most, first << Math.min(failures++, 10));
        Pause.between(random, wait / 2, wait + 1);
    }

    /** What was tried went well. */
    void reset() {
        failures = 0;
    }
}
