package org.aitbc.miner.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.job.JobState;
import org.aitbc.domain.matching.Candidate;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.miner.dispatch.QueueModel.Job;
import org.aitbc.miner.dispatch.QueueModel.Over;
import org.aitbc.miner.dispatch.QueueModel.Running;
import org.aitbc.miner.dispatch.QueueModel.Waiting;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.registry.Miner;

/** What must hold whatever happens, kept by those who see it happen and not by the code that is looked at. */
final class Truth {

    /** For so long an older job may wait behind a younger one, where no hint is lost. */
    private static final long UNSEEN = 1_500_000_000L;

    private static final Duration DISPLACED_WITHIN = Duration.ofMillis(2_500);

    private final World world;
    private final Map<UUID, List<Running>> leasesOf = new HashMap<>();
    private final Map<UUID, Long> waitingSince = new HashMap<>();
    private final Set<UUID> undone = new HashSet<>();
    private final Set<UUID> excused = new HashSet<>();
    private final Map<UUID, String> heard = new HashMap<>();
    private final Map<UUID, UUID> accepted = new HashMap<>();
    private long failedBefore;

    Truth(World world) {
        this.world = world;
    }

    void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** After each statement. */
    void look() {
        for (Job job : world.tables.jobs.values()) {
            Waiting waiting = world.tables.ready.get(job.id());
            Running running = world.tables.leases.get(job.id());
            int places = (waiting == null ? 0 : 1)
                    + (running == null ? 0 : 1)
                    + (world.tables.outcomes.containsKey(job.id()) ? 1 : 0);
            require(places == 1, "job " + job.id() + " is in " + places + " places");
            if (waiting == null) {
                waitingSince.remove(job.id());
            } else {
                waitingSince.putIfAbsent(job.id(), world.simulation.now());
            }
            if (running != null) {
                look(running);
                if (world.isFaultless()) {
                    requireItsTime(running);
                }
            }
            Over over = world.tables.outcomes.get(job.id());
            if (over != null && "ATTEMPTS_EXHAUSTED".equals(over.errorCode())) {
                require(counting(job) == World.MAX_ATTEMPTS, "given up too soon: " + job);
            }
        }
    }

    /** How many of the leases that it ever had count against the most that it may have. */
    private long counting(Job job) {
        return leasesOf.getOrDefault(job.id(), List.of()).stream()
                .filter(one -> !undone.contains(one.lease()) && !excused.contains(one.lease()))
                .count();
    }

    private void look(Running lease) {
        List<Running> before = leasesOf.computeIfAbsent(lease.job().id(), _ -> new ArrayList<>());
        if (before.isEmpty() || !before.getLast().lease().equals(lease.lease())) {
            before.stream()
                    .filter(one -> !undone.contains(one.lease()) || heard.containsKey(one.lease()))
                    .forEach(one -> require(
                            one.attempt() < lease.attempt(), "fence does not rise: " + one + " and then " + lease));
            long spent =
                    before.stream().filter(one -> !undone.contains(one.lease())).count();
            require(lease.attempt() == spent + 1, "attempts are not what was tried before: " + lease);
            require(counting(lease.job()) < World.MAX_ATTEMPTS, "attempts are used up: " + lease);
            require(world.canRun(lease.job().queue()), "handed out what nobody can run: " + lease);
            before.add(lease);
        }
    }

    /** What begins on free time may go on for a moment when a booking begins, but no longer. */
    private void requireItsTime(Running lease) {
        Requirement requirement = world.requirement(lease.job().queue());
        Miner miner = world.worker(lease.miner()).miner();
        require(
                world.bookings.within(
                        DISPLACED_WITHIN,
                        miner.id(),
                        booked -> requirement.fits(
                                new Candidate(miner.id(), miner.owner(), miner.capabilities(), booked))),
                "runs on booked time: " + lease + " " + requirement);
    }

    /** A worker that has failed all its jobs was given few of them, and others have done the rest. */
    void requireFewOf(String worker) {
        long all = world.tables.outcomes.size();
        long failed = leasesOf(worker);
        require(all > 100, "only " + all + " jobs have ended");
        require(failed >= 5 && failed < all / 5, failed + " attempts at " + worker + " while " + all + " jobs ended");
        failedBefore = failed;
    }

    /** It has worked since, and was given its part again. */
    void requireBack(String worker) {
        require(leasesOf(worker) - failedBefore > 20, "only " + (leasesOf(worker) - failedBefore) + " jobs since");
        world.tables.outcomes.forEach((job, over) -> require(
                over.state() == JobState.COMPLETED || over.state() == JobState.CANCELED, job + " came to " + over));
    }

    private long leasesOf(String worker) {
        return leasesOf.values().stream()
                .flatMap(List::stream)
                .filter(lease -> lease.miner().equals(worker))
                .count();
    }

    /** A claim was committed. */
    void granted(SimulatedService by, Collection<Running> leases) {
        for (Running lease : leases) {
            SimulatedWorker worker = world.worker(lease.miner());
            long held = world.tables.leases.values().stream()
                    .filter(one -> one.miner().equals(lease.miner()))
                    .count();
            require(held <= worker.miner().concurrency(), held + " leases at once for " + lease.miner());
            Requirement requirement = world.requirement(lease.job().queue());
            require(
                    by.wasFrozen()
                            || world.bookings.lately(
                                    lease.miner(),
                                    booked -> requirement.fits(new Candidate(
                                            lease.miner(),
                                            worker.miner().owner(),
                                            worker.miner().capabilities(),
                                            booked))),
                    "cannot run there now: " + lease + " " + requirement);
            if (world.isFaultless()) {
                requireOldest(lease.job());
            }
        }
    }

    private void requireOldest(Job job) {
        world.tables.ready.values().stream()
                .map(Waiting::job)
                .filter(one -> one.queue() == job.queue() && one.id().compareTo(job.id()) < 0)
                .forEach(older -> require(
                        world.simulation.now() - waitingSince.getOrDefault(older.id(), world.simulation.now()) < UNSEEN,
                        "job " + job.id() + " overtakes " + older.id()));
    }

    /** Put back as if they had never been; older ones keep their attempt, but are excused. */
    void undone(Collection<Running> leases) {
        for (Running lease : leases) {
            if (world.tables.isYoung(lease)) {
                require(!heard.containsKey(lease.lease()), "undone, but its miner has heard of it: " + lease);
                undone.add(lease.lease());
            } else {
                excused.add(lease.lease());
            }
        }
    }

    /** Taken back for no fault of its job. */
    void excused(UUID lease) {
        excused.add(lease);
    }

    /** A worker is told to run a job. */
    void heard(String worker, Lease lease) {
        require(worker.equals(lease.minerId()), worker + " is given another's " + lease);
        require(!undone.contains(lease.id()), worker + " is given what was put back: " + lease);
        heard.put(lease.id(), worker);
    }

    /** A worker is told that its finish counts. */
    void accepted(Lease lease, JobState state) {
        Over over = world.tables.outcomes.get(lease.jobId());
        if (state == JobState.QUEUED) {
            return;
        }
        require(
                over != null
                        && over.state() == state
                        && over.attempt() == lease.attempt()
                        && lease.minerId().equals(over.miner()),
                "accepted " + state + " of " + lease + ", but it is " + over);
        UUID before = accepted.putIfAbsent(lease.jobId(), lease.id());
        require(before == null || before.equals(lease.id()), "accepted twice: " + lease);
    }

    /** A worker is told that its finish does not count. Where nothing breaks the lease was taken from it, or the job has ended. */
    void refused(Lease lease) {
        Over over = world.tables.outcomes.get(lease.jobId());
        require(
                !world.isFaultless()
                        || excused.contains(lease.id())
                        || (over != null
                                && Set.of(JobState.CANCELED, JobState.EXPIRED).contains(over.state())),
                "refused the result of " + lease + ", and it is " + over);
    }

    /** The jobs that can still end, and have not. */
    List<UUID> open() {
        return world.tables.jobs.values().stream()
                .filter(job -> world.canRun(job.queue()) && !world.tables.outcomes.containsKey(job.id()))
                .map(Job::id)
                .toList();
    }
}
