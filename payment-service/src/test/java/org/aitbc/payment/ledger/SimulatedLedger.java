package org.aitbc.payment.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.servicetest.simulation.Machine;
import org.aitbc.servicetest.simulation.Signal;
import org.aitbc.servicetest.simulation.Simulation;

/** An instance of payment-service: postings queue while one commit runs and share the next, as in LedgerWriter. */
final class SimulatedLedger {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int MOST_POSTINGS = 8;

    private record Waiting(Posting posting, CompletableFuture<Result> answer) {}

    private final LedgerWorld world;
    private final Simulation simulation;
    private final Machine machine;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private final Signal come;

    SimulatedLedger(LedgerWorld world, String name) {
        this.world = world;
        this.simulation = world.simulation;
        this.machine = new Machine(simulation, name);
        this.come = new Signal(simulation);
        machine.start(this::write);
    }

    String name() {
        return machine.name();
    }

    boolean isDead() {
        return machine.isDead();
    }

    void crash() {
        simulation.note(name() + " crashes");
        machine.kill();
        queue.forEach(one -> one.answer().completeExceptionally(new IllegalStateException("broken off")));
    }

    void freeze(Duration time) {
        simulation.note(name() + " stands still for " + time.toMillis() + " ms");
        machine.freeze(time);
    }

    /** A request over the network; empty where no answer came. */
    Optional<Result> post(Posting posting) {
        if (isDead() || world.networkFails()) {
            simulation.sleep(simulation.upTo(Duration.ofMillis(20)));
            return Optional.empty();
        }
        Waiting waiting = new Waiting(posting, new CompletableFuture<>());
        queue.add(waiting);
        come.raise();
        boolean answered = Signal.await(simulation, waiting.answer(), PATIENCE);
        return answered && !waiting.answer().isCompletedExceptionally() && !world.networkFails()
                ? Optional.of(waiting.answer().join())
                : Optional.empty();
    }

    private void write() {
        while (true) {
            come.await(Duration.ofSeconds(1));
            while (!queue.isEmpty()) {
                List<Waiting> batch = new ArrayList<>();
                while (!queue.isEmpty() && batch.size() < MOST_POSTINGS) {
                    batch.add(queue.remove());
                }
                write(batch);
            }
        }
    }

    private void write(List<Waiting> batch) {
        try {
            List<Result> results =
                    transaction(batch.stream().map(Waiting::posting).toList());
            for (int i = 0; i < results.size(); i++) {
                batch.get(i).answer().complete(results.get(i));
            }
        } catch (SQLException e) {
            batch.forEach(
                    one -> one.answer().completeExceptionally(new Unavailable("DATABASE_UNAVAILABLE", "repeat it")));
        }
    }

    private List<Result> transaction(List<Posting> postings) throws SQLException {
        SimulatedTransaction transaction = new SimulatedTransaction(world, name());
        try {
            List<Result> results = new LedgerTurn(transaction, world::nextId).take(postings);
            transaction.commit();
            return results;
        } finally {
            transaction.end();
        }
    }
}
