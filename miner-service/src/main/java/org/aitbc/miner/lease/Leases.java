package org.aitbc.miner.lease;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.aitbc.miner.lease.LeaseTable.Ended;
import org.aitbc.miner.lease.LeaseTable.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The leases of this instance's miners, remembered for speed: which miners are busy, and which job a result belongs to. The
 * table decides. What begins or ends elsewhere (a cancel, another instance) is noticed when the miner asks for more than it
 * seems to have room for, when the table refuses to give it more, by the heartbeat, or by {@link #reconcile}.
 */
@Component
public final class Leases {

    /** Payloads above this are read again when they are needed, so that running jobs cannot fill the memory. */
    private static final int MOST_REMEMBERED = 64 * 1024;

    /** How open leases are read from the table. */
    public interface Reading<E extends Exception> {
        List<Row> rows() throws E;
    }

    /**
     * @param slot which of the jobs that the miner runs at once it is; -1 where it is none of them
     * @param since the reading of the table before it
     */
    private record Held(UUID leaseId, String minerId, int slot, long since, Optional<Lease> lease) {}

    private final LeaseTable table;
    private final Map<UUID, Held> held = new ConcurrentHashMap<>();
    private final Map<String, Set<UUID>> byMiner = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Lease>> grantListeners = new CopyOnWriteArrayList<>();
    /** By reading of the table, the leases that end during it. */
    private final Map<Long, Set<UUID>> endedMeanwhile = new ConcurrentHashMap<>();

    private final AtomicLong readings = new AtomicLong();

    public Leases(LeaseTable table, MeterRegistry meters) {
        this.table = table;
        Gauge.builder("aitbc.leases.held", this, Leases::size)
                .description("Running jobs, as each instance counts all of them")
                .register(meters);
    }

    /** Calls back with the miner whose lease ended: it has room again. */
    public void onEnd(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Calls back with each new lease, on the thread that hands out jobs. */
    public void onGrant(Consumer<Lease> listener) {
        grantListeners.add(listener);
    }

    /** @param slot which of the jobs that the miner runs at once it is */
    public void granted(Lease lease, int slot) {
        Optional<Lease> remembered = Optional.of(lease)
                .filter(one -> one.payload() != null && one.payload().length() <= MOST_REMEMBERED);
        remember(lease.jobId(), new Held(lease.id(), lease.minerId(), slot, readings.get(), remembered));
        grantListeners.forEach(listener -> listener.accept(lease));
    }

    /** The lease of a job, from memory or else from the database. */
    public Optional<Lease> find(UUID jobId) {
        return Optional.ofNullable(held.get(jobId)).flatMap(Held::lease).or(() -> load(jobId));
    }

    /** The lease of a job as the database has it now. */
    public Optional<Lease> load(UUID jobId) {
        return table.load(jobId);
    }

    /** Forgets one lease; the job may be in other hands already, and stays there. */
    public void ended(UUID jobId, UUID leaseId) {
        endedMeanwhile.values().forEach(missed -> missed.add(leaseId));
        forget(jobId, lease -> lease.leaseId().equals(leaseId));
    }

    /** Forgets leases that were ended; by class, the least job that waits again. */
    public Map<Integer, UUID> ended(List<Ended> leases) {
        Map<Integer, UUID> queued = new HashMap<>();
        leases.forEach(one -> {
            ended(one.jobId(), one.leaseId());
            one.queuedIn().ifPresent(queue -> queued.merge(queue, one.jobId(), (a, b) -> a.compareTo(b) <= 0 ? a : b));
        });
        return queued;
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

    /** The slots of a miner that are taken. */
    public BitSet slotsOf(String minerId) {
        BitSet slots = new BitSet();
        for (UUID job : jobsOf(minerId)) {
            Held lease = held.get(job);
            if (lease != null && lease.slot() >= 0) {
                slots.set(lease.slot());
            }
        }
        return slots;
    }

    /** How many leases are remembered, for a gauge. */
    public int size() {
        return held.size();
    }

    /** Makes the memory agree with the table, but for leases that may have been granted or ended this moment. */
    @Scheduled(fixedDelay = 5000, initialDelay = 0)
    public void reconcile() {
        reconcile(table::all, _ -> true);
    }

    /**
     * Makes the memory of some miners agree with the table.
     *
     * @param reading reads all of their open leases
     */
    public <E extends Exception> void reconcile(Reading<E> reading, Predicate<String> miners) throws E {
        Set<UUID> ended = ConcurrentHashMap.newKeySet();
        long number = readings.incrementAndGet();
        endedMeanwhile.put(number, ended);
        try {
            Map<UUID, Row> there = reading.rows().stream().collect(Collectors.toMap(Row::jobId, row -> row));
            held.forEach((job, lease) -> {
                Row row = there.get(job);
                // a job that has another lease is not this miner's, whichever miners were read
                boolean isGone =
                        row == null ? miners.test(lease.minerId()) : !row.id().equals(lease.leaseId());
                if (isGone && lease.since() < number) {
                    ended(job, lease.leaseId());
                }
            });
            there.forEach((job, row) -> {
                if (!held.containsKey(job) && !ended.contains(row.id())) {
                    remember(job, new Held(row.id(), row.minerId(), row.slot(), number, Optional.empty()));
                }
            });
        } finally {
            endedMeanwhile.remove(number);
        }
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
