package org.aitbc.miner.lease;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Finds silent miners, lapsed leases and queued jobs past their end, by the database's clock. */
@Component
class LeaseSweep {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseSweep.class);
    private static final int MOST_EXPIRED = 5_000;
    /** A sweep that is this late met an outage. */
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final LeaseEnds leaseEnds;
    private final Duration offlineAfter;
    private long lastSweep = System.nanoTime();
    /** While the database was away nobody could be heard: silence counts again only some time after. */
    private long heardFrom = lastSweep;

    LeaseSweep(JdbcClient jdbc, LeaseEnds leaseEnds, @Value("${aitbc.miners.offline-after}") Duration offlineAfter) {
        this.jdbc = jdbc;
        this.leaseEnds = leaseEnds;
        this.offlineAfter = offlineAfter;
    }

    @Scheduled(fixedDelayString = "${aitbc.lease.sweep}")
    void sweep() {
        try {
            long now = System.nanoTime();
            if (now - lastSweep > OUTAGE.toNanos()) {
                heardFrom = now + offlineAfter.toNanos();
            }
            leaseEnds.end(now - heardFrom < 0 ? List.of() : fallenSilent(), List.of());
            expireQueued();
            lastSweep = System.nanoTime();
        } catch (DataAccessException e) {
            LOG.warn("sweep put off: {}", e.getMessage());
        }
    }

    private List<String> fallenSilent() {
        List<String> silent = jdbc.sql("""
                        update core.miner_beat set online = false, status = 'OFFLINE'
                        where online and last_seen < now() - make_interval(secs => ?) returning miner_id""")
                .param(offlineAfter.toMillis() / 1000.0)
                .query(String.class)
                .list();
        if (!silent.isEmpty()) {
            LOG.info("offline: {}", silent);
        }
        return silent;
    }

    private void expireQueued() {
        jdbc.sql("""
                        with dead as (
                          delete from core.ready where (class, id) in (
                            select class, id from core.ready where expires_at <= now() order by expires_at limit ?)
                          returning id, attempt),
                        ended as (
                          insert into core.outcome (job_id, state, attempt, error_code, error)
                          select id, 'EXPIRED', attempt, 'TTL_EXPIRED', 'job expired' from dead returning job_id)
                        insert into core.outbox (event, subject) select 'job.expired', job_id from ended""").param(MOST_EXPIRED).update();
    }
}
