package org.aitbc.miner.lease;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The leases of this instance's miners, remembered for speed: who is busy, and what a result is about. The table decides;
 * what ends elsewhere (a cancel, another instance) is noticed by the heartbeat or by {@link #reconcile}.
 */
@Component
public class Leases {

    /** Payloads above this are read again when they are needed, so that running jobs cannot fill the memory. */
    private static final int MOST_REMEMBERED = 64 * 1024;

    private static final String BY_JOB =
            "select " + Lease.COLUMNS + " from core.lease l join core.job j on j.id = l.job_id where l.job_id = ?";

    private record Held(UUID leaseId, String minerId, long sinceNanos, Optional<Lease> lease) {}

    private final JdbcClient jdbc;
    private final Map<UUID, Held> held = new ConcurrentHashMap<>();
    private final Map<String, Set<UUID>> byMiner = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    /** The leases that end while the table is read; null while it is not. */
    private volatile @Nullable Set<UUID> endedMeanwhile;

    Leases(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        meters.gauge("aitbc.leases.held", this, Leases::size);
    }

    /** Calls back with the miner whose lease ended: it has room again. */
    public void onEnd(Consumer<String> listener) {
        listeners.add(listener);
    }

    public void granted(Lease lease) {
        Optional<Lease> remembered =
                Optional.of(lease).filter(one -> one.payload().length() <= MOST_REMEMBERED);
        remember(lease.jobId(), new Held(lease.id(), lease.minerId(), System.nanoTime(), remembered));
    }

    /** The lease of a job, from memory or else from the database. */
    public Optional<Lease> find(UUID jobId) {
        return Optional.ofNullable(held.get(jobId)).flatMap(Held::lease).or(() -> load(jobId));
    }

    /** The lease of a job as the database has it now. */
    public Optional<Lease> load(UUID jobId) {
        return jdbc.sql(BY_JOB).param(jobId).query(Lease::of).optional();
    }

    /** Forgets one lease; the job may be in other hands already, and stays there. */
    public void ended(UUID jobId, UUID leaseId) {
        Set<UUID> missed = endedMeanwhile;
        if (missed != null) {
            missed.add(leaseId);
        }
        forget(jobId, lease -> lease.leaseId().equals(leaseId));
    }

    /**
     * Forgets what this miner holds of a job.
     *
     * @param leaseId which lease of it, where that is known
     */
    public void endedFor(String minerId, UUID jobId, @Nullable UUID leaseId) {
        forget(
                jobId,
                lease -> lease.minerId().equals(minerId)
                        && (leaseId == null || lease.leaseId().equals(leaseId)));
    }

    public int heldBy(String minerId) {
        return jobsOf(minerId).size();
    }

    public Collection<UUID> jobsOf(String minerId) {
        return byMiner.getOrDefault(minerId, Set.of());
    }

    /** How many leases are remembered, for a gauge. */
    public int size() {
        return held.size();
    }

    /** Makes the memory agree with the table, but for leases that may have been granted or ended this moment. */
    @Scheduled(fixedDelay = 5000, initialDelay = 0)
    void reconcile() {
        Set<UUID> ended = ConcurrentHashMap.newKeySet();
        endedMeanwhile = ended;
        long before = System.nanoTime();
        Map<UUID, Held> table = jdbc
                .sql("select job_id, id, miner_id from core.lease")
                .query((row, _) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new Held(row.getObject(2, UUID.class), row.getString(3), before, Optional.empty())))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        held.forEach((job, lease) -> {
            Held there = table.get(job);
            if (lease.sinceNanos() - before < 0
                    && (there == null || !there.leaseId().equals(lease.leaseId()))) {
                forget(job, lease::equals);
            }
        });
        table.forEach((job, lease) -> {
            if (!held.containsKey(job) && !ended.contains(lease.leaseId())) {
                remember(job, lease);
            }
        });
        endedMeanwhile = null;
    }

    private void remember(UUID jobId, Held lease) {
        held.compute(jobId, (_, before) -> {
            if (before != null) {
                release(before.minerId(), jobId);
            }
            byMiner.compute(lease.minerId(), (_, jobs) -> {
                Set<UUID> with = jobs == null ? ConcurrentHashMap.newKeySet() : jobs;
                with.add(jobId);
                return with;
            });
            return lease;
        });
    }

    private void forget(UUID jobId, Predicate<Held> which) {
        Held known = held.get(jobId);
        if (known != null && which.test(known)) {
            held.computeIfPresent(jobId, (_, now) -> {
                if (!now.equals(known)) {
                    return now;
                }
                release(now.minerId(), jobId);
                return null;
            });
            listeners.forEach(listener -> listener.accept(known.minerId()));
        }
    }

    private void release(String minerId, UUID jobId) {
        byMiner.computeIfPresent(minerId, (_, jobs) -> {
            jobs.remove(jobId);
            return jobs.isEmpty() ? null : jobs;
        });
    }
}
