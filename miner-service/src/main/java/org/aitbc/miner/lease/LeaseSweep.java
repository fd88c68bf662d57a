package org.aitbc.miner.lease;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/** Sweeps now and then, as long as the database is there. */
class LeaseSweep {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseSweep.class);

    private final Sweep sweep;

    LeaseSweep(LeaseTable table, LeaseEnds ends, Duration offlineAfter) {
        this.sweep = new Sweep(table, silent -> ends.end(silent, List.of()), offlineAfter, System::nanoTime);
    }

    @Scheduled(fixedDelayString = "${aitbc.lease.sweep}")
    void sweep() {
        try {
            sweep.run();
        } catch (DataAccessException e) {
            LOG.warn("sweep put off: {}", e.getMessage());
        }
    }
}
