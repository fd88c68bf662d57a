package org.aitbc.miner.dispatch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.job.JobState;
import org.aitbc.miner.dispatch.QueueModel.Over;
import org.aitbc.miner.dispatch.QueueModel.Renewal;
import org.aitbc.miner.lease.CircuitBreakers;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseTable.Ended;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.lease.Sweep;
import org.aitbc.miner.registry.Miner;
import org.aitbc.servicetest.simulation.Machine;
import org.aitbc.servicetest.simulation.Signal;
import org.aitbc.servicetest.simulation.Simulation;
import org.springframework.dao.DataAccessException;

/**
 * An instance of miner-service: the real dispatch, memory of leases and sweep, in loops and requests as the service has
 * them. What results and heartbeats do around their statements is told again here.
 */
final class SimulatedService {

    private static final Duration GRACE = Duration.ofSeconds(6);
    private static final Duration UNHEARD_AFTER = Duration.ofSeconds(1);

    private final World world;
    private final Simulation simulation;
    private final Machine machine;
    private final Leases leases;
    private final CircuitBreakers breakers;
    private final Dispatch dispatch;
    private final Sweep sweep;
    private final long bootedAt;
    private final Queue<Runnable> inbox = new ArrayDeque<>();
    private final Signal letter;
    private final Map<Integer, CompletableFuture<?>> open = new LinkedHashMap<>();
    private final ClaimLog claims = new ClaimLog();
    private int requests;
    private long frozenUntil;

    SimulatedService(World world, String name) {
        this.world = world;
        this.simulation = world.simulation;
        this.machine = new Machine(simulation, name);
        this.letter = new Signal(simulation);
        this.leases = new Leases(new SimulatedLeases(world, name), new SimpleMeterRegistry());
        this.breakers = new CircuitBreakers(this::nanoTime);
        this.bootedAt = simulation.upTo(Duration.ofDays(100)).toNanos();
        Matcher matcher = new Matcher(
                miner -> world.worker(miner.id()).miner(),
                world::requirements,
                (one, kind) -> one.getValue().fits(kind),
                leases,
                breakers,
                world::nextId);
        this.dispatch = new Dispatch(matcher, leases, breakers, new SimulatedQueue(world, this), this::nanoTime);
        this.sweep = new Sweep(
                new SimulatedLeases(world, name), silent -> end(silent, Set.of()), World.OFFLINE_AFTER, this::nanoTime);
        leases.onEnd(_ -> send(() -> {}));
        breakers.onChange(() -> send(() -> {}));
        machine.start(this::dispatch);
        machine.start(() -> each(Duration.ofSeconds(1), sweep::run));
        machine.start(() -> each(Duration.ofSeconds(1), this::displace));
        machine.start(() -> each(Duration.ofSeconds(5), leases::reconcile));
    }

    String name() {
        return machine.name();
    }

    void crash() {
        simulation.note(name() + " crashes");
        machine.kill();
        List.copyOf(open.values()).forEach(one -> one.completeExceptionally(new IllegalStateException("broken off")));
    }

    void freeze(Duration time) {
        simulation.note(name() + " stands still for " + time.toMillis() + " ms");
        machine.freeze(time);
        frozenUntil = simulation.now() + time.toNanos();
    }

    boolean isDead() {
        return machine.isDead();
    }

    /** Whether it stood still so lately that what it has read may be older than it can know. */
    boolean wasFrozen() {
        return frozenUntil > 0 && simulation.now() < frozenUntil + GRACE.toNanos();
    }

    int remembered() {
        return leases.size();
    }

    int classes() {
        return dispatch.classes();
    }

    void hint(Map<Integer, UUID> least) {
        send(() -> dispatch.hint(least));
    }

    ClaimLog claims() {
        return claims;
    }

    /** A request over the network; empty where no answer came. */
    <T> Optional<T> ask(Callable<T> handler, Duration patience) {
        if (machine.isDead() || world.networkFails()) {
            simulation.sleep(simulation.upTo(Duration.ofMillis(20)));
            return Optional.empty();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        int request = ++requests;
        open.put(request, answer);
        machine.start(() -> answer(handler, answer));
        boolean answered = Signal.await(simulation, answer, patience);
        open.remove(request);
        return answered && !answer.isCompletedExceptionally() && !world.networkFails()
                ? Optional.of(answer.join())
                : Optional.empty();
    }

    List<Lease> poll(Miner miner, int wanted, Duration wait, Optional<Collection<UUID>> running) {
        List<Lease> unheard = running.map(jobs -> unheard(miner, jobs)).orElse(List.of());
        if (!unheard.isEmpty()) {
            return unheard.subList(0, Math.min(wanted, unheard.size()));
        }
        long now = nanoTime();
        long since = simulation.now();
        Poll poll = new Poll(miner, wanted, now, now + wait.toNanos(), new CompletableFuture<>());
        send(() -> dispatch.park(poll));
        boolean answered = Signal.await(simulation, poll.answer(), wait.plus(GRACE));
        world.truth.require(answered || frozenUntil > since, name() + " has forgotten a poll of " + miner.id());
        try {
            return poll.answer().getNow(List.of());
        } catch (CompletionException e) {
            throw (Unavailable) e.getCause();
        }
    }

    /** As a heartbeat that does not say what runs. */
    Set<UUID> heartbeat(String miner) throws SQLException {
        return heartbeat(
                miner,
                leases.jobsOf(miner).stream()
                        .sorted()
                        .map(job -> new Renewal(job, null, null, false))
                        .toList());
    }

    /** As a heartbeat that lists what runs; which of it runs no longer here. */
    Set<UUID> heartbeat(String miner, List<Renewal> renewals) throws SQLException {
        Set<UUID> renewed =
                world.database.call(name() + " beat of " + miner, () -> world.tables.renew(miner, renewals));
        Set<UUID> gone = new LinkedHashSet<>();
        for (Renewal renewal : renewals) {
            if (!renewed.contains(renewal.job())) {
                leases.endedFor(miner, renewal.job(), renewal.lease());
                gone.add(renewal.job());
            }
        }
        return gone;
    }

    /** As a result or a failure; whether it counts. */
    boolean finish(Lease said, JobState state, boolean elsewhere) throws SQLException {
        Optional<Lease> held = leases.find(said.jobId())
                .filter(lease -> lease.id().equals(said.id()))
                .or(() -> leases.load(said.jobId()).filter(lease -> lease.id().equals(said.id())));
        if (held.isEmpty()) {
            return repeated(said, state);
        }
        Optional<JobState> closed = world.database.call(
                name() + " close " + state,
                () -> world.tables.close(said.jobId(), said.id(), said.minerId(), state, "GPU_LOST", elsewhere, false));
        leases.ended(said.jobId(), said.id());
        if (closed.isEmpty()) {
            return repeated(said, state);
        }
        if (state == JobState.COMPLETED) {
            breakers.succeeded(said.minerId());
        } else {
            breakers.failed(said.minerId());
        }
        if (closed.get() == JobState.QUEUED) {
            tell(Map.of(said.requirement(), said.jobId()));
        }
        return true;
    }

    /** Whether it was taken before, and its answer was lost. */
    private boolean repeated(Lease said, JobState state) throws SQLException {
        Optional<Over> over = world.database.call(
                name() + " outcome", () -> Optional.ofNullable(world.tables.outcomes.get(said.jobId())));
        return over.filter(one -> one.state() == state
                        && one.attempt() == said.attempt()
                        && said.minerId().equals(one.miner()))
                .isPresent();
    }

    void register(Miner registered, Set<UUID> running) throws SQLException {
        String miner = registered.id();
        world.database.call(name() + " register " + miner, () -> {
            world.tables.register(miner, registered.keepsLeases());
            return miner;
        });
        end(List.of(miner), running);
    }

    void drain(String miner) {
        send(() -> dispatch.dismiss(miner));
    }

    private List<Lease> unheard(Miner miner, Collection<UUID> running) {
        return leases.jobsOf(miner.id()).stream()
                .sorted()
                .filter(job -> !running.contains(job))
                .map(leases::load)
                .flatMap(Optional::stream)
                .filter(lease -> lease.minerId().equals(miner.id()) && lease.startedNanos() >= UNHEARD_AFTER.toNanos())
                .toList();
    }

    private void end(Collection<String> miners, Set<UUID> kept) {
        List<Ended> ended = new SimulatedLeases(world, name()).end(miners, kept);
        ended.stream().map(Ended::minerId).distinct().forEach(breakers::failed);
        Map<Integer, UUID> queued = leases.ended(ended);
        if (!queued.isEmpty()) {
            tell(queued);
        }
    }

    private void displace() {
        List<UUID> displaced = world.bookings.displaced();
        if (!displaced.isEmpty()) {
            Map<Integer, UUID> queued =
                    leases.ended(new SimulatedLeases(world, name()).giveBack(displaced, "displaced"));
            if (!queued.isEmpty()) {
                tell(queued);
            }
        }
    }

    private void tell(Map<Integer, UUID> queued) {
        hint(queued);
        world.tell(queued, this);
    }

    long nanoTime() {
        return bootedAt + simulation.now();
    }

    private void send(Runnable message) {
        inbox.add(message);
        letter.raise();
    }

    private <T> void answer(Callable<T> handler, CompletableFuture<T> answer) {
        try {
            answer.complete(handler.call());
        } catch (Exception refused) {
            answer.completeExceptionally(refused);
        }
    }

    private void dispatch() {
        while (true) {
            try {
                letter.await(Duration.ofNanos(dispatch.idleNanos()));
                for (Runnable message = inbox.poll(); message != null; message = inbox.poll()) {
                    message.run();
                }
                dispatch.turn();
            } catch (SQLException | RuntimeException e) {
                simulation.note(name() + " puts dispatch off: " + e.getMessage());
                dispatch.putOff();
                simulation.sleep(Dispatch.AFTER_FAILURE);
            }
        }
    }

    private void each(Duration time, Runnable work) {
        while (true) {
            try {
                work.run();
            } catch (DataAccessException e) {
                simulation.note(name() + " puts it off: " + e.getMessage());
            }
            simulation.sleep(time);
        }
    }
}
