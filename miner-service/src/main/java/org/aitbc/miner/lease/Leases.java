package org.aitbc.miner.lease;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

    Leases(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    public void ended(UUID jobId) {
        Held ended = held.remove(jobId);
        if (ended != null) {
            byMiner.computeIfPresent(ended.minerId(), (_, jobs) -> {
                jobs.remove(jobId);
                return jobs.isEmpty() ? null : jobs;
            });
            listeners.forEach(listener -> listener.accept(ended.minerId()));
        }
    }

    /** As {@link #ended}, if it is this miner that held it. */
    public void endedFor(String minerId, UUID jobId) {
        if (jobsOf(minerId).contains(jobId)) {
            ended(jobId);
        }
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
                ended(job);
            }
        });
        table.forEach((job, lease) -> {
            if (!held.containsKey(job)) {
                remember(job, lease);
            }
        });
    }

    private void remember(UUID jobId, Held lease) {
        held.put(jobId, lease);
        byMiner.compute(lease.minerId(), (_, jobs) -> {
            Set<UUID> with = jobs == null ? ConcurrentHashMap.newKeySet() : jobs;
            with.add(jobId);
            return with;
        });
    }
}
