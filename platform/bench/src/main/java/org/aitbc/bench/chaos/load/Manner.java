package org.aitbc.bench.chaos.load;

import java.util.Random;

/** How a worker works. */
public enum Manner {
    /** Many jobs a call. */
    BATCHED("[\"chaos\"]", 50, 5, 1_000),
    /** One job a call, and the next one with the answer. */
    SINGLE("[\"chaos\"]", 1, 5, 1_000),
    /** Several jobs at once, reported one by one. */
    BUSY("[\"chaos\"]", 4, 5, 1_000),
    /** It takes what kills it. */
    POISONED("[\"poison\"]", 2, 5, 1_000),
    /**
     * One of very many, as patient as a gpu-worker. It has a job for a moment only, so it does not beat: that would be as
     * many connections again.
     */
    STORMING("[\"storm\"]", 1, 15, 15_000);

    private final String types;
    private final int concurrency;
    private final int pollSeconds;
    private final int mostMillis;

    Manner(String types, int concurrency, int pollSeconds, int mostMillis) {
        this.types = types;
        this.concurrency = concurrency;
        this.pollSeconds = pollSeconds;
        this.mostMillis = mostMillis;
    }

    /** The job types it takes, as JSON. */
    String types() {
        return types;
    }

    int concurrency() {
        return concurrency;
    }

    /** How long it lets a poll wait. */
    int pollSeconds() {
        return pollSeconds;
    }

    /** How it waits before it tries again what went wrong. */
    Patience patience(Random random) {
        return new Patience(mostMillis / 30, mostMillis, random);
    }
}
