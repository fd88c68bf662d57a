package org.aitbc.trading.matching;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.CompletableFuture;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.servicetest.simulation.Database;
import org.aitbc.servicetest.simulation.Machine;
import org.aitbc.servicetest.simulation.Signal;
import org.aitbc.servicetest.simulation.Simulation;
import org.aitbc.trading.book.Command;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.book.Order;
import org.aitbc.trading.book.Order.*;
import org.aitbc.trading.matching.Matcher.Outcome;
import org.aitbc.trading.matching.Matcher.Submission;
import org.jspecify.annotations.Nullable;

/** Two instances with the real matcher on real tables of one market, and clients that repeat what is not answered. */
final class MatcherWorld {

    private static final Duration FAULTY = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int CLIENTS = 4;
    private static final int MOST_AT_ONCE = 5;

    private final Simulation simulation;
    private final Database database;
    private final TestMarket market = new TestMarket();
    private final SimulatedSession.Lock lock;
    private final List<Instance> instances = new ArrayList<>();
    /** How often each command has to be in the journal, of those that were acknowledged. */
    private final Map<String, Integer> acknowledged = new HashMap<>();

    private int placed;
    private int ready;

    MatcherWorld(Simulation simulation) {
        this.simulation = simulation;
        this.database = new Database(simulation, () -> {});
        this.lock = new SimulatedSession.Lock(simulation);
        for (int i = 0; i < 2; i++) {
            instances.add(new Instance("trading-service-" + i));
        }
        Machine outside = new Machine(simulation, "outside");
        for (int i = 0; i < CLIENTS; i++) {
            String owner = "owner" + i;
            outside.start(() -> trade(owner));
        }
        outside.start(this::breakThings);
        outside.start(this::watch);
    }

    private boolean isCalm() {
        return simulation.now() > FAULTY.toNanos();
    }

    /** A process with a matcher: commands that wait while one commit runs share the next. */
    private final class Instance {

        private record Waiting(Submission submission, CompletableFuture<Outcome> answer) {}

        private final Machine machine;
        private final Signal come = new Signal(simulation);
        private final Queue<Waiting> queue = new ArrayDeque<>();
        private final Matcher matcher = market.matcher(() -> new Fees(BigDecimal.ZERO, BigDecimal.ZERO));
        private @Nullable SimulatedSession session;

        Instance(String name) {
            machine = new Machine(simulation, name);
            machine.start(this::write);
        }

        /** Null where no answer came. */
        @Nullable
        Outcome submit(Submission submission) {
            Waiting waiting = new Waiting(submission, new CompletableFuture<>());
            queue.add(waiting);
            come.raise();
            boolean answered = Signal.await(simulation, waiting.answer(), PATIENCE);
            boolean isLost = !isCalm() && simulation.chance(0.05);
            return answered && !isLost && !waiting.answer().isCompletedExceptionally()
                    ? waiting.answer().join()
                    : null;
        }

        void crash() {
            simulation.note(machine.name() + " crashes");
            machine.kill();
            matcher.close();
            disconnect();
            queue.forEach(one -> one.answer().completeExceptionally(new IllegalStateException("broken off")));
        }

        private void write() {
            while (true) {
                come.await(Duration.ofSeconds(1));
                while (!queue.isEmpty()) {
                    List<Waiting> batch = new ArrayList<>();
                    while (!queue.isEmpty() && batch.size() < MOST_AT_ONCE) {
                        batch.add(queue.remove());
                    }
                    write(batch);
                }
            }
        }

        private void write(List<Waiting> batch) {
            try {
                List<Outcome> outcomes = matcher.flush(
                        connection(), batch.stream().map(Waiting::submission).toList());
                for (int i = 0; i < batch.size(); i++) {
                    batch.get(i).answer().complete(outcomes.get(i));
                }
            } catch (SQLException broken) {
                disconnect();
                batch.forEach(one -> one.answer().completeExceptionally(new Unavailable("UNKNOWN", "repeat it")));
            }
        }

        private void disconnect() {
            if (session != null) {
                session.close();
            }
            session = null;
        }

        private Connection connection() throws SQLException {
            if (session == null) {
                database.call("connect", () -> true);
                session = new SimulatedSession(machine.name(), database, lock);
            }
            return session.connection();
        }
    }

    private void trade(String name) {
        // names of orders are unique in the database, which other runs share
        String owner = name + "-" + market.id();
        List<Order> mine = new ArrayList<>();
        while (!isCalm()) {
            simulation.sleep(simulation.upTo(Duration.ofMillis(500)));
            if (mine.isEmpty() || simulation.chance(0.6)) {
                place(owner, mine);
            } else {
                change(simulation.oneOf(mine));
            }
        }
        ready++;
    }

    private void place(String owner, List<Order> mine) {
        String name = String.valueOf(++placed);
        Side side = simulation.chance(0.5) ? Side.BUY : Side.SELL;
        TimeInForce force = simulation.chance(0.2) ? TimeInForce.IOC : TimeInForce.GTC;
        SelfTrade selfTrade = simulation.oneOf(List.of(SelfTrade.values()));
        long price = 95L + simulation.below(11);
        long quantity = 2L + simulation.below(20);
        Outcome outcome = null;
        while (outcome == null) {
            // each attempt has a reserve of its own, and so another id
            Place place = new Place(Ids.next(), owner, side, price, quantity, force, selfTrade);
            outcome = submit(new Submission(place, name, null, System.nanoTime()));
        }
        require(outcome.refused() == null, "an order is refused: " + outcome.refused());
        UUID id = outcome.order() == null
                ? Objects.requireNonNull(outcome.repeated())
                : outcome.order().id();
        acknowledged.merge("place " + id, 1, Integer::sum);
        if (outcome.order() != null && outcome.order().isOpen()) {
            mine.add(outcome.order());
        }
    }

    private void change(Order order) {
        Command command = simulation.chance(0.5)
                ? new Cancel(order.id())
                : new Amend(order.id(), 1L + simulation.below((int) order.quantity()));
        Outcome outcome = null;
        while (outcome == null) {
            outcome = submit(new Submission(command));
        }
        // one whose answer was lost is refused when it comes again
        if (outcome.refused() == null) {
            String text = command instanceof Amend(UUID id, long quantity)
                    ? "amend " + id + " " + quantity
                    : "cancel " + order.id();
            acknowledged.merge(text, 1, Integer::sum);
        }
    }

    private @Nullable Outcome submit(Submission submission) {
        Instance instance = simulation.oneOf(instances);
        if (instance.machine.isDead()) {
            simulation.sleep(simulation.upTo(Duration.ofMillis(50)));
            return null;
        }
        Outcome outcome = instance.submit(submission);
        simulation.note(submission.command().getClass().getSimpleName() + " -> "
                + (outcome == null ? "no answer" : outcome.refused() == null ? "done" : "refused"));
        return outcome;
    }

    private void breakThings() {
        database.faults(simulation.oneOf(List.of(0.03, 0.1)));
        while (!isCalm()) {
            simulation.sleep(simulation.upTo(Duration.ofSeconds(2)));
            int number = simulation.below(instances.size());
            switch (simulation.below(4)) {
                case 0 -> {
                    instances.get(number).crash();
                    simulation.after(simulation.upTo(Duration.ofSeconds(1)), () -> restart(number));
                }
                case 1 -> instances.get(number).machine.freeze(simulation.upTo(Duration.ofSeconds(5)));
                default -> database.down(simulation.upTo(Duration.ofSeconds(1)));
            }
        }
        database.calm();
        for (int i = 0; i < instances.size(); i++) {
            restart(i);
        }
    }

    private void restart(int number) {
        Instance before = instances.get(number);
        if (before.machine.isDead()) {
            instances.set(number, new Instance(before.machine.name()));
        }
    }

    private void watch() {
        simulation.sleep(FAULTY);
        long deadline = simulation.now() + SETTLED.toNanos();
        while (ready < CLIENTS || lock.isTaken()) {
            require(simulation.now() < deadline, "a command is never answered");
            simulation.sleep(Duration.ofSeconds(1));
        }
        List<String> journal =
                market.journal().stream().map(JournalEntry::command).toList();
        acknowledged.forEach((command, times) -> require(
                journal.stream()
                                .filter(one -> (one + " ").startsWith(command + " "))
                                .count()
                        == times,
                command + " was acknowledged, and is not in the journal " + times + " times"));
        require(
                journal.stream().filter(one -> one.startsWith("place")).count() == placed,
                "of %d orders not each was placed once".formatted(placed));
        market.assertReplays();
        instances.forEach(Instance::crash);
        simulation.stop();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
