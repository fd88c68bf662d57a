package org.aitbc.miner.dispatch;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.aitbc.domain.job.JobState;
import org.aitbc.miner.dispatch.Window.Ready;
import org.aitbc.miner.lease.CircuitBreakers.Shared;
import org.aitbc.miner.lease.LeaseTable.Ended;
import org.aitbc.miner.lease.LeaseTable.Row;
import org.jspecify.annotations.Nullable;

/** What the statements on {@code core.ready}, {@code lease}, {@code outcome} and {@code miner_beat} do, one at a time. */
final class QueueModel {

    record Job(UUID id, int queue, long expiresAt) {}

    /**
     * @param excused how many of its attempts do not count
     * @param failedBy the miner that it came back from, which is not given it until {@code notThereUntil}
     */
    record Waiting(
            Job job,
            int attempt,
            int excused,
            @Nullable String failedBy,
            @Nullable Long notThereUntil) {}

    /** @param excused how many of the attempts before it do not count */
    record Running(Job job, UUID lease, String miner, int slot, int attempt, int excused, long startedAt, long until) {

        Running until(long other) {
            return new Running(job, lease, miner, slot, attempt, excused, startedAt, other);
        }
    }

    record Over(
            JobState state,
            @Nullable String miner,
            int attempt,
            @Nullable String errorCode) {}

    /** A wish for a job, see {@link Claims.Claim}. */
    record Wish(int queue, UUID job, UUID lease, String miner, int slot, boolean kept) {}

    /**
     * A lease that a miner still holds; what is null is not said.
     *
     * @param listed whether the miner itself says so
     */
    record Renewal(UUID job, @Nullable UUID lease, @Nullable Integer attempt, boolean listed) {}

    private record Beat(long lastSeen, boolean online) {}

    private record Failing(int failures, long pausedUntil) {}

    private static final Duration ELSEWHERE = Duration.ofSeconds(6);
    /** Refusals beyond these count. */
    private static final int MOST_EXCUSED = 10;

    private static final Duration YOUNG = Duration.ofSeconds(1);

    private final LongSupplier clock;
    private final Duration lease;
    private final Duration silent;
    private final Duration offlineAfter;
    private final int maxAttempts;
    final Map<UUID, Waiting> ready = new TreeMap<>();
    final Map<UUID, Running> leases = new TreeMap<>();
    final Map<UUID, Over> outcomes = new TreeMap<>();
    final Map<UUID, Job> jobs = new LinkedHashMap<>();
    private final Map<String, Beat> beats = new TreeMap<>();
    private final Set<String> keepers = new TreeSet<>();
    private final Map<String, Failing> failing = new TreeMap<>();

    /** @param clock the database's, in nanoseconds */
    QueueModel(LongSupplier clock, Duration lease, Duration silent, Duration offlineAfter, int maxAttempts) {
        this.clock = clock;
        this.lease = lease;
        this.silent = silent;
        this.offlineAfter = offlineAfter;
        this.maxAttempts = maxAttempts;
    }

    void submit(Job job) {
        jobs.put(job.id(), job);
        ready.put(job.id(), new Waiting(job, 0, 0, null, null));
    }

    Set<Integer> classes() {
        Set<Integer> classes = new TreeSet<>();
        ready.values().forEach(one -> classes.add(one.job().queue()));
        return classes;
    }

    List<Shared> failing() {
        return failing.entrySet().stream()
                .filter(one -> one.getValue().failures() > 0)
                .map(one -> new Shared(
                        one.getKey(),
                        one.getValue().failures(),
                        Duration.ofNanos(Math.max(0, one.getValue().pausedUntil() - clock.getAsLong()))))
                .toList();
    }

    void writeFailing(List<Shared> changed) {
        changed.forEach(one -> failing.put(
                one.minerId(),
                new Failing(one.failures(), clock.getAsLong() + one.paused().toNanos())));
    }

    List<Ready> read(Map<Integer, UUID> after, int most) {
        List<Ready> read = new ArrayList<>();
        after.forEach((queue, id) -> ready.values().stream()
                .filter(one -> one.job().queue() == queue && one.job().id().compareTo(id) > 0)
                .limit(most)
                .forEach(one -> read.add(new Ready(
                        queue,
                        one.job().id(),
                        one.failedBy(),
                        one.notThereUntil() == null ? 0 : one.notThereUntil()))));
        return read;
    }

    List<Running> take(Collection<Wish> wishes) {
        long now = clock.getAsLong();
        List<Running> granted = new ArrayList<>();
        for (Wish wish : wishes) {
            Waiting one = ready.get(wish.job());
            boolean isTaken = leases.values().stream()
                    .anyMatch(lease -> lease.miner().equals(wish.miner()) && lease.slot() == wish.slot());
            if (!isTaken
                    && one != null
                    && one.job().queue() == wish.queue()
                    && one.job().expiresAt() > now) {
                ready.remove(wish.job());
                granted.add(new Running(
                        one.job(),
                        wish.lease(),
                        wish.miner(),
                        wish.slot(),
                        one.attempt() + 1,
                        one.excused(),
                        now,
                        until(now, wish.kept() ? lease : silent, one.job())));
            }
        }
        granted.sort(comparing(one -> one.job().id()));
        granted.forEach(one -> leases.put(one.job().id(), one));
        return granted;
    }

    List<Running> undo(Collection<UUID> ids) {
        List<Running> gone = leases.values().stream()
                .filter(one -> ids.contains(one.lease()))
                .toList();
        gone.forEach(one -> {
            if (isYoung(one)) {
                queueAgain(one, one.attempt() - 1, one.excused(), null, null);
            } else {
                queueAgain(one, one.attempt(), one.excused() + 1, null, null);
            }
        });
        return gone;
    }

    /** Whether nobody can have been told of it in a second answer. */
    boolean isYoung(Running lease) {
        return lease.startedAt() > clock.getAsLong() - YOUNG.toNanos();
    }

    /** The state that the job is in then; empty where the lease no longer holds. */
    Optional<JobState> close(
            UUID jobId,
            UUID leaseId,
            String miner,
            JobState wanted,
            @Nullable String errorCode,
            boolean elsewhere,
            boolean refused) {
        long now = clock.getAsLong();
        Running one = leases.get(jobId);
        if (one == null || !one.lease().equals(leaseId) || !one.miner().equals(miner) || one.until() <= now) {
            return Optional.empty();
        }
        int excused = one.excused() + (refused && one.excused() < MOST_EXCUSED ? 1 : 0);
        boolean again = one.attempt() - excused < maxAttempts && one.job().expiresAt() > now;
        JobState state = wanted != JobState.QUEUED ? wanted : again ? JobState.QUEUED : JobState.FAILED;
        if (state == JobState.QUEUED) {
            queueAgain(one, one.attempt(), excused, miner, elsewhere ? now + ELSEWHERE.toNanos() : null);
        } else {
            leases.remove(jobId);
            outcomes.put(jobId, new Over(state, miner, one.attempt(), errorCode));
        }
        return Optional.of(state);
    }

    /** Which of them hold still. */
    Set<UUID> renew(String miner, Collection<Renewal> renewals) {
        long now = clock.getAsLong();
        Set<UUID> renewed = new HashSet<>();
        beats.computeIfPresent(miner, (_, _) -> new Beat(now, true));
        for (Renewal renewal : renewals) {
            Running one = leases.get(renewal.job());
            if (one != null
                    && one.miner().equals(miner)
                    && (renewal.lease() == null || renewal.lease().equals(one.lease()))
                    && (renewal.attempt() == null || renewal.attempt() == one.attempt())
                    && one.until() > now) {
                long until = until(now, lease, one.job());
                leases.put(
                        renewal.job(),
                        one.until(
                                renewal.listed()
                                        ? until
                                        : Math.max(one.until(), Math.min(until, one.startedAt() + silent.toNanos()))));
                renewed.add(renewal.job());
            }
        }
        return renewed;
    }

    List<Ended> end(Collection<String> miners, Collection<UUID> kept) {
        long now = clock.getAsLong();
        List<Running> gone = leases.values().stream()
                .filter(one -> one.until() <= now
                        || (miners.contains(one.miner())
                                && !kept.contains(one.job().id())))
                .toList();
        List<Ended> ended = new ArrayList<>();
        for (Running one : gone) {
            boolean expired = one.job().expiresAt() <= now;
            boolean again = hasAttemptsLeft(one) && !expired;
            if (again) {
                queueAgain(one, one.attempt(), one.excused(), one.miner(), null);
            } else {
                leases.remove(one.job().id());
                outcomes.put(
                        one.job().id(),
                        new Over(
                                expired ? JobState.EXPIRED : JobState.FAILED,
                                one.miner(),
                                one.attempt(),
                                expired ? "TTL_EXPIRED" : "ATTEMPTS_EXHAUSTED"));
            }
            ended.add(new Ended(
                    one.job().id(),
                    one.lease(),
                    one.miner(),
                    again ? Optional.of(one.job().queue()) : Optional.empty()));
        }
        return ended;
    }

    List<Ended> giveBack(Collection<UUID> ids) {
        List<Running> gone = leases.values().stream()
                .filter(one -> ids.contains(one.lease()) && one.until() > clock.getAsLong())
                .toList();
        gone.forEach(one -> queueAgain(one, one.attempt(), one.excused() + 1, null, null));
        return gone.stream()
                .map(one -> new Ended(
                        one.job().id(),
                        one.lease(),
                        one.miner(),
                        Optional.of(one.job().queue())))
                .toList();
    }

    List<String> fallenSilent() {
        long before = clock.getAsLong() - offlineAfter.toNanos();
        List<String> silent = beats.entrySet().stream()
                .filter(one -> one.getValue().online() && one.getValue().lastSeen() < before)
                .filter(one -> !worksSilently(one.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        silent.forEach(miner -> beats.computeIfPresent(miner, (_, beat) -> new Beat(beat.lastSeen(), false)));
        return silent;
    }

    int expireQueued() {
        long now = clock.getAsLong();
        List<Waiting> dead = ready.values().stream()
                .filter(one -> one.job().expiresAt() <= now)
                .toList();
        dead.forEach(one -> {
            ready.remove(one.job().id());
            outcomes.put(one.job().id(), new Over(JobState.EXPIRED, null, one.attempt(), "TTL_EXPIRED"));
        });
        return dead.size();
    }

    /** Whether there was something to cancel. */
    boolean cancel(UUID job) {
        Waiting waiting = ready.remove(job);
        Running running = leases.remove(job);
        if (waiting != null) {
            outcomes.put(job, new Over(JobState.CANCELED, null, waiting.attempt(), "CANCELED"));
        } else if (running != null) {
            outcomes.put(job, new Over(JobState.CANCELED, null, running.attempt(), "CANCELED"));
        }
        return waiting != null || running != null;
    }

    void register(String miner, boolean keepsLeases) {
        beats.put(miner, new Beat(clock.getAsLong(), true));
        keepers.remove(miner);
        if (keepsLeases) {
            keepers.add(miner);
        }
    }

    void keepLeases(String miner) {
        keepers.add(miner);
        long soon = clock.getAsLong() + lease.toNanos();
        leases.replaceAll((_, one) -> one.miner().equals(miner) ? one.until(Math.min(one.until(), soon)) : one);
    }

    private boolean worksSilently(String miner) {
        return !keepers.contains(miner)
                && leases.values().stream()
                        .anyMatch(one -> one.miner().equals(miner) && one.until() > clock.getAsLong());
    }

    List<Row> rows() {
        return leases.values().stream()
                .map(one -> new Row(one.job().id(), one.lease(), one.miner(), one.slot()))
                .toList();
    }

    Optional<Running> lease(UUID job) {
        return Optional.ofNullable(leases.get(job));
    }

    private boolean hasAttemptsLeft(Running one) {
        return one.attempt() - one.excused() < maxAttempts;
    }

    private void queueAgain(
            Running one, int attempt, int excused, @Nullable String failedBy, @Nullable Long notThereUntil) {
        leases.remove(one.job().id());
        ready.put(one.job().id(), new Waiting(one.job(), attempt, excused, failedBy, notThereUntil));
    }

    private static long until(long now, Duration time, Job job) {
        return Math.min(now + time.toNanos(), job.expiresAt());
    }
}
