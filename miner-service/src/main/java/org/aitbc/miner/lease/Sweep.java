package org.aitbc.miner.lease;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds silent miners, lapsed leases and queued jobs past their end. It has no thread, clock or database of its own. */
public final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    /** A sweep that is this late met an outage. */
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    private final LeaseTable table;
    private final Consumer<List<String>> endLeases;
    private final Duration offlineAfter;
    private final LongSupplier nanoTime;
    private long lastSweep;
    /** No heartbeat arrives while the database is away: silence counts again only some time after. */
    private long heardFrom;

    /**
     * @param endLeases ends lapsed leases, and those of these silent miners
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public Sweep(LeaseTable table, Consumer<List<String>> endLeases, Duration offlineAfter, LongSupplier nanoTime) {
        this.table = table;
        this.endLeases = endLeases;
        this.offlineAfter = offlineAfter;
        this.nanoTime = nanoTime;
        this.lastSweep = nanoTime.getAsLong();
        this.heardFrom = lastSweep;
    }

    public void run() {
        long now = nanoTime.getAsLong();
        if (now - lastSweep > OUTAGE.toNanos()) {
            heardFrom = now + offlineAfter.toNanos();
        }
        endLeases.accept(now - heardFrom < 0 ? List.of() : fallenSilent());
        table.expireQueued();
        lastSweep = nanoTime.getAsLong();
    }

    private List<String> fallenSilent() {
        List<String> silent = table.fallenSilent();
        if (!silent.isEmpty()) {
            LOG.info("offline: {}", silent);
        }
        return silent;
    }
}
