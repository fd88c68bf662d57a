package org.aitbc.miner.dispatch;

import static java.util.Objects.requireNonNullElseGet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.miner.dispatch.AssignedJob.Checkpoint;
import org.aitbc.miner.heartbeat.Beats;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miner;
import org.aitbc.starter.admission.ConcurrencyLimiter;
import org.aitbc.starter.trace.Spans;
import org.springframework.stereotype.Component;

/** Work for a miner, as it is told of it. */
@Component
public class NextJobs {

    private static final Duration AHEAD_OF_CLIENT = Duration.ofMillis(300);

    private final Dispatcher dispatcher;
    private final Requirements requirements;
    private final Leases leases;
    private final Checkpoints checkpoints;
    private final BookedSlots bookedSlots;
    private final Payloads payloads;
    private final Beats beats;
    private final ConcurrencyLimiter limiter;
    private final Spans spans;

    NextJobs(
            Dispatcher dispatcher,
            Requirements requirements,
            Leases leases,
            Checkpoints checkpoints,
            BookedSlots bookedSlots,
            Payloads payloads,
            Beats beats,
            ConcurrencyLimiter limiter,
            Spans spans) {
        this.dispatcher = dispatcher;
        this.requirements = requirements;
        this.leases = leases;
        this.checkpoints = checkpoints;
        this.bookedSlots = bookedSlots;
        this.payloads = payloads;
        this.beats = beats;
        this.limiter = limiter;
        this.spans = spans;
    }

    /** A wait of so many seconds, which ends a little before the client's own: it may give up the moment that it is over. */
    public static Duration wait(int seconds) {
        return seconds == 0 ? Duration.ZERO : Duration.ofSeconds(seconds).minus(AHEAD_OF_CLIENT);
    }

    /**
     * Waits for jobs, and counts as a sign of life. Only the waiting is idle; handling a job that came is work.
     *
     * @throws Unavailable where it would wait, and too many do; or as {@link Dispatcher#poll}
     */
    public List<AssignedJob> poll(Miner miner, int wanted, Duration wait) {
        beats.seen(miner.id());
        List<Lease> granted = wait.isPositive()
                ? limiter.waiting(() -> dispatcher.poll(miner, wanted, wait))
                : dispatcher.poll(miner, wanted, wait);
        return assigned(miner, granted, checkpoints.before(granted));
    }

    /** Up to {@code most} open leases of a miner that it does not know of: their answer was lost on the way. */
    List<AssignedJob> unheard(Miner miner, Set<UUID> running, int most) {
        Load load = new Load();
        List<Lease> unheard = leases.jobsOf(miner.id()).stream()
                .filter(job -> !running.contains(job))
                .map(leases::load)
                .flatMap(Optional::stream)
                .filter(lease ->
                        lease.minerId().equals(miner.id()) && lease.elapsed().toSeconds() >= 1)
                .limit(most)
                .takeWhile(load::takes)
                .toList();
        return assigned(miner, unheard, checkpoints.of(unheard));
    }

    private List<AssignedJob> assigned(Miner miner, List<Lease> leases, Map<UUID, Checkpoint> saved) {
        Map<UUID, String> leftOut = payloads.leftOut(leases);
        Map<UUID, Integer> slots = bookedSlots.of(leases);
        List<AssignedJob> jobs = leases.stream()
                .map(lease -> AssignedJob.of(
                        lease,
                        requireNonNullElseGet(lease.payload(), () -> leftOut.get(lease.jobId())),
                        requirements.of(lease.requirement()),
                        miner.capabilities(),
                        saved.get(lease.jobId()),
                        slots))
                .toList();
        jobs.forEach(job -> spans.happened("job assigned", job.jobId()));
        return jobs;
    }
}
