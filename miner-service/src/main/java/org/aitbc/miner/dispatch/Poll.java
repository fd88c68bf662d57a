package org.aitbc.miner.dispatch;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.registry.Miner;

/**
 * A miner that waits for jobs.
 *
 * @param wanted the most it takes
 * @param sinceNanos when it came, by {@link System#nanoTime}
 * @param deadlineNanos when it is answered in any case
 */
record Poll(Miner miner, int wanted, long sinceNanos, long deadlineNanos, CompletableFuture<List<Lease>> answer) {

    boolean isDue(long nowNanos) {
        return deadlineNanos - nowNanos <= 0;
    }
}
