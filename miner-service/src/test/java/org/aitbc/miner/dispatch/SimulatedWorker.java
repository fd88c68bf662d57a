package org.aitbc.miner.dispatch;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.job.JobState;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.miner.dispatch.QueueModel.Renewal;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.registry.Miner;
import org.aitbc.servicetest.simulation.Machine;
import org.aitbc.servicetest.simulation.Signal;
import org.aitbc.servicetest.simulation.Simulation;

/**
 * A worker as docs/worker-protocol.md wants it: it registers, polls, works, says what runs, and repeats what got lost. A
 * silent one, as the older programs are, does one thing after the other and says nothing while it works.
 */
final class SimulatedWorker {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_BEATS = Duration.ofSeconds(2);

    private final World world;
    private final Simulation simulation;
    private final Miner miner;
    private final Map<UUID, Lease> running = new LinkedHashMap<>();
    private Machine machine;
    private Signal room;

    /** @param silent whether it is as the older programs are */
    SimulatedWorker(World world, String name, Capabilities capabilities, int concurrency, boolean silent) {
        this.world = world;
        this.simulation = world.simulation;
        this.miner = new Miner(name, "owner", capabilities, concurrency, null, false, !silent);
        this.machine = new Machine(simulation, name);
        this.room = new Signal(simulation);
    }

    Miner miner() {
        return miner;
    }

    boolean isDead() {
        return machine.isDead();
    }

    void boot() {
        machine = new Machine(simulation, miner.id());
        room = new Signal(simulation);
        running.clear();
        machine.start(this::live);
    }

    void crash() {
        simulation.note(miner.id() + " crashes");
        if (simulation.chance(0.3)) {
            world.services.forEach(service -> service.drain(miner.id()));
        }
        machine.kill();
    }

    void freeze(Duration time) {
        simulation.note(miner.id() + " stands still for " + time.toMillis() + " ms");
        machine.freeze(time);
    }

    private void live() {
        while (ask(service -> {
                    service.register(miner, Set.copyOf(running.keySet()));
                    return true;
                })
                .isEmpty()) {
            simulation.sleep(Duration.ofMillis(300));
        }
        if (!miner.keepsLeases()) {
            for (int others = miner.concurrency() - 1; others > 0; others--) {
                machine.start(this::toil);
            }
            toil();
        }
        machine.start(this::beat);
        if (simulation.chance(0.3)) {
            machine.start(this::pollOnAndOn);
        }
        pollOnAndOn();
    }

    private void toil() {
        while (true) {
            ask(service -> service.heartbeat(miner.id()));
            Duration wait = Duration.ofSeconds(simulation.below(5));
            for (Lease lease : ask(service -> service.poll(miner, 1, wait, Optional.empty()))
                    .orElse(List.of())) {
                hear(lease);
                work(lease);
            }
            simulation.sleep(simulation.upTo(Duration.ofMillis(300)));
        }
    }

    private void hear(Lease lease) {
        simulation.note(miner.id() + " hears of " + lease.jobId() + " attempt " + lease.attempt());
        world.truth.heard(miner.id(), lease);
        running.put(lease.jobId(), lease);
    }

    private void pollOnAndOn() {
        while (true) {
            poll();
        }
    }

    private void poll() {
        int free = miner.concurrency() - running.size();
        if (free <= 0) {
            room.await(Duration.ofSeconds(1));
            return;
        }
        int wanted = simulation.chance(0.5) ? free : 1 + simulation.below(4);
        Duration wait = Duration.ofSeconds(simulation.below(5));
        Optional<Collection<UUID>> listed =
                simulation.chance(0.5) ? Optional.of(List.copyOf(running.keySet())) : Optional.empty();
        Optional<List<Lease>> answer = ask(service -> service.poll(miner, wanted, wait, listed));
        if (answer.isEmpty()) {
            simulation.sleep(simulation.upTo(Duration.ofMillis(300)));
        }
        for (Lease lease : answer.orElse(List.of())) {
            hear(lease);
            machine.start(() -> work(lease));
        }
    }

    private void work(Lease lease) {
        boolean fails = world.fails(miner.id());
        boolean takesLong = miner.keepsLeases() ? !world.isCalm() : world.isEarly();
        simulation.sleep(simulation.upTo(
                fails
                        ? Duration.ofMillis(10)
                        : takesLong ? Duration.ofSeconds(simulation.chance(0.1) ? 20 : 4) : Duration.ofSeconds(1)));
        JobState end = !fails && (world.isCalm() || simulation.chance(0.8))
                ? JobState.COMPLETED
                : fails || simulation.chance(0.7) ? JobState.QUEUED : JobState.FAILED;
        boolean elsewhere = end == JobState.QUEUED && (fails || simulation.chance(0.5));
        for (int tries = 0; tries < 5 && holds(lease); tries++) {
            Optional<Boolean> counts = ask(service -> service.finish(lease, end, elsewhere));
            if (counts.orElse(false)) {
                world.truth.accepted(lease, end);
            } else if (counts.isPresent()) {
                world.truth.refused(lease);
            }
            if (counts.isPresent()) {
                break;
            }
            simulation.sleep(simulation.upTo(Duration.ofSeconds(1)));
        }
        if (holds(lease)) {
            running.remove(lease.jobId());
        }
        room.raise();
    }

    private boolean holds(Lease lease) {
        Lease now = running.get(lease.jobId());
        return now != null && now.id().equals(lease.id());
    }

    private void beat() {
        while (true) {
            simulation.sleep(BETWEEN_BEATS);
            List<Lease> listed = List.copyOf(running.values());
            List<Renewal> renewals = listed.stream()
                    .map(lease -> new Renewal(lease.jobId(), lease.id(), lease.attempt(), true))
                    .toList();
            Set<UUID> gone =
                    ask(service -> service.heartbeat(miner.id(), renewals)).orElse(Set.of());
            listed.stream()
                    .filter(lease -> gone.contains(lease.jobId()) && holds(lease))
                    .forEach(lease -> running.remove(lease.jobId()));
            if (!gone.isEmpty()) {
                room.raise();
            }
        }
    }

    private <T> Optional<T> ask(Request<T> request) {
        SimulatedService service = simulation.oneOf(world.services);
        return service.ask(() -> request.to(service), PATIENCE);
    }

    private interface Request<T> {
        T to(SimulatedService service) throws SQLException;
    }
}
