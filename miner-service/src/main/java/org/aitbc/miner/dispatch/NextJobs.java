package org.aitbc.miner.dispatch;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.miner.dispatch.AssignedJob.Checkpoint;
import org.aitbc.miner.heartbeat.Beats;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miner;
import org.springframework.stereotype.Component;

/** Work for a miner, as it is told of it. */
@Component
public class NextJobs {

    private final Dispatcher dispatcher;
    private final Requirements requirements;
    private final Leases leases;
    private final Checkpoints checkpoints;
    private final Beats beats;

    NextJobs(Dispatcher dispatcher, Requirements requirements, Leases leases, Checkpoints checkpoints, Beats beats) {
        this.dispatcher = dispatcher;
        this.requirements = requirements;
        this.leases = leases;
        this.checkpoints = checkpoints;
        this.beats = beats;
    }

    /** Waits for jobs; who asks is alive. */
    public List<AssignedJob> poll(Miner miner, int wanted, Duration wait) {
        beats.seen(miner.id());
        List<Lease> granted = dispatcher.poll(miner, wanted, wait);
        return assigned(granted, checkpoints.before(granted));
    }

    /** The open leases of a miner that it does not know of: their answer was lost on the way. */
    List<AssignedJob> unheard(Miner miner, Collection<UUID> running) {
        List<Lease> unheard = leases.jobsOf(miner.id()).stream()
                .filter(job -> !running.contains(job))
                .map(leases::load)
                .flatMap(Optional::stream)
                .filter(lease ->
                        lease.minerId().equals(miner.id()) && lease.elapsed().toSeconds() >= 1)
                .toList();
        return assigned(unheard, checkpoints.of(unheard));
    }

    private List<AssignedJob> assigned(List<Lease> leases, Map<UUID, Checkpoint> saved) {
        return leases.stream()
                .map(lease -> AssignedJob.of(
                        lease, requirements.of(lease.requirement()).constraints(), saved.get(lease.jobId())))
                .toList();
    }
}
