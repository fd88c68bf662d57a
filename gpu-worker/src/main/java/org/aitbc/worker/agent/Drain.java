package org.aitbc.worker.agent;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The end of a worker: asked for by a signal, by the gateway, or by a refusal that nothing will change. */
final class Drain {

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private volatile long deadline = Long.MAX_VALUE;

    /** Finish what runs, however long it takes. */
    void begin() {
        exitCode.complete(0);
    }

    /** Finish what runs within this time. */
    void begin(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
        exitCode.complete(0);
    }

    /** Ends at once; true for the first to ask for an end. */
    boolean fail(int code) {
        deadline = System.nanoTime();
        return exitCode.complete(code);
    }

    boolean begun() {
        return exitCode.isDone();
    }

    /** Waits for the end to begin and returns the exit code it will have. */
    int await() {
        return exitCode.join();
    }

    long millisLeft() {
        return deadline == Long.MAX_VALUE ? Long.MAX_VALUE : (deadline - System.nanoTime()) / 1_000_000;
    }
}
