package org.aitbc.miner.dispatch;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    private final Beats beats;

    NextJobs(Dispatcher dispatcher, Requirements requirements, Leases leases, Beats beats) {
        this.dispatcher = dispatcher;
        this.requirements = requirements;
        this.leases = leases;
        this.beats = beats;
    }

    /** Waits for jobs; who asks is alive. */
    public List<AssignedJob> poll(Miner miner, int wanted, Duration wait) {
        beats.seen(miner.id());
        return dispatcher.poll(miner, wanted, wait).stream().map(this::assigned).toList();
    }

    /** The open leases of a miner that it does not know of: their answer was lost on the way. */
    List<AssignedJob> unheard(Miner miner, Collection<UUID> running) {
        return leases.jobsOf(miner.id()).stream()
                .filter(job -> !running.contains(job))
                .map(leases::load)
                .flatMap(Optional::stream)
                .filter(lease ->
                        lease.minerId().equals(miner.id()) && lease.elapsed().toSeconds() >= 1)
                .map(this::assigned)
                .toList();
    }

    private AssignedJob assigned(Lease lease) {
        return AssignedJob.of(lease, requirements.of(lease.requirement()).constraints());
    }
}
