package org.aitbc.bench.chaos.load;

import java.util.Random;

/** How a worker works. */
public enum WorkerKind {
    /** Many jobs a call. */
    BATCHED("chaos", 50, 5, 1_000),
    /** One job a call. */
    SINGLE("chaos", 1, 5, 1_000),
    /** Several jobs at once, reported one by one. */
    BUSY("chaos", 4, 5, 1_000),
    /** It takes what kills it. */
    POISONED("poison", 2, 5, 1_000),
    /**
     * One of very many, as patient as a gpu-worker. It has a job for a moment only, so it sends no heartbeats: that would be
     * as many connections again.
     */
    STORMING("storm", 1, 15, 15_000);

    private final String type;
    private final int concurrency;
    private final int pollSeconds;
    private final int mostMillis;

    WorkerKind(String type, int concurrency, int pollSeconds, int mostMillis) {
        this.type = type;
        this.concurrency = concurrency;
        this.pollSeconds = pollSeconds;
        this.mostMillis = mostMillis;
    }

    /** The job types it takes, as JSON. */
    String types() {
        return "[\"" + type + "\"]";
    }

    int concurrency() {
        return concurrency;
    }

    int pollSeconds() {
        return pollSeconds;
    }

    Backoff backoff(Random random) {
        return new Backoff(mostMillis / 30, mostMillis, random);
    }
}
