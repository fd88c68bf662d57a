package org.aitbc.bench.chaos.load;

/** How a worker works. */
public enum Manner {
    /** Many jobs a call. */
    BATCHED("[\"chaos\"]", 50),
    /** One job a call, and the next one with the answer. */
    SINGLE("[\"chaos\"]", 1),
    /** Several jobs at once, reported one by one. */
    BUSY("[\"chaos\"]", 4),
    /** It takes what kills it. */
    POISONED("[\"poison\"]", 2),
    /** One of very many. It has a job for a moment only, so it does not beat: that would be as many connections again. */
    STORMING("[\"storm\"]", 1);

    private final String types;
    private final int concurrency;

    Manner(String types, int concurrency) {
        this.types = types;
        this.concurrency = concurrency;
    }

    /** The job types it takes, as JSON. */
    String types() {
        return types;
    }

    int concurrency() {
        return concurrency;
    }
}
