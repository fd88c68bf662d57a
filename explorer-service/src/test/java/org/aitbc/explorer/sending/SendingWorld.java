package org.aitbc.explorer.sending;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.ExplorerDatabase;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.accounts.TestAccounts;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.servicetest.simulation.Machine;
import org.aitbc.servicetest.simulation.Simulation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two instances of the real sender, on real tables, that die between any two of their steps, beside a chain that
 * reorganises, forgets and does not answer, and a user who hands in, hands in again and cancels.
 */
final class SendingWorld {

    private static final AtomicLong CHAINS = new AtomicLong(1_000_000);
    private static final Duration FAULTY = Duration.ofMinutes(4);
    private static final Duration SETTLED = Duration.ofMinutes(20);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int CONFIRMATIONS = 3;
    private static final int WATCH = 12;
    private static final int ORDERS = 14;
    /** More than the account has, and as much as only one can have, until it is given more. */
    private static final BigInteger TOO_MUCH = BigInteger.TEN.pow(15);

    private static final BigInteger MOST = BigInteger.valueOf(6).multiply(BigInteger.TEN.pow(11));

    final Simulation simulation;
    private final ModelChain model;
    private final Chain chain =
            new Chain(CHAINS.incrementAndGet(), "Model", "ETH", 18, CONFIRMATIONS, POLL, Optional.empty());
    private final SingleConnectionDataSource connection = ExplorerDatabase.connection();
    private final JdbcClient jdbc = JdbcClient.create(connection);
    private final Accounts accounts = TestAccounts.on(jdbc);
    private final Outbox outbox = new Outbox(jdbc, accounts);
    private final String account = accounts.create(chain.id(), "test").address();
    private final Map<String, UUID> orders = new HashMap<>();
    private final Map<UUID, State> ends = new HashMap<>();
    private final List<Machine> machines = new ArrayList<>();
    /** How deep this chain is reorganised at most: no deeper than what counts as confirmed, or as is watched. */
    private final int deepest;

    private final double faults;

    SendingWorld(Simulation simulation) {
        this.simulation = simulation;
        this.model = new ModelChain(simulation);
        this.deepest = simulation.chance(0.5) ? CONFIRMATIONS : WATCH;
        this.faults = simulation.oneOf(List.of(0.0, 0.02, 0.1));
        for (int i = 0; i < 2; i++) {
            machines.add(started(i));
        }
        Machine outside = new Machine(simulation, "outside");
        outside.start(this::live);
        outside.start(this::breakThings);
        outside.start(this::use);
        outside.start(this::watch);
    }

    private boolean isCalm() {
        return simulation.now() > FAULTY.toNanos();
    }

    private Machine started(int number) {
        Machine machine = new Machine(simulation, "sender-" + number);
        machine.start(() -> {
            SingleConnectionDataSource own = ExplorerDatabase.connection();
            try {
                send(own);
            } finally {
                own.destroy();
            }
        });
        return machine;
    }

    private void send(SingleConnectionDataSource own) {
        Stepping steps = new Stepping(own);
        JdbcClient stepping = JdbcClient.create(steps);
        SendingSettings settings = new SendingSettings(3, BigInteger.valueOf(500), 4, WATCH, Set.of());
        Sender sender = Senders.of(stepping, TestAccounts.on(stepping), steps.transactions(), settings);
        FaultyNode node = new FaultyNode(simulation, model, () -> isCalm() ? 0.0 : faults);
        while (true) {
            try {
                sender.step(chain, node);
            } catch (Unavailable e) {
                simulation.note("no answer");
            }
            simulation.sleep(POLL);
        }
    }

    /** A machine may die wherever another step begins; what is between two statements of a transaction is the database's. */
    private final class Stepping extends DelegatingDataSource {

        private boolean inside;

        Stepping(SingleConnectionDataSource own) {
            super(own);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (!inside) {
                simulation.sleep(simulation.upTo(Duration.ofMillis(5)));
            }
            return super.getConnection();
        }

        TransactionTemplate transactions() {
            return new TransactionTemplate(new DataSourceTransactionManager(this)) {
                private static final long serialVersionUID = 1;

                @Override
                public <T> T execute(TransactionCallback<T> action) {
                    simulation.sleep(simulation.upTo(Duration.ofMillis(5)));
                    inside = true;
                    try {
                        return super.execute(action);
                    } finally {
                        inside = false;
                    }
                }
            };
        }
    }

    private void live() {
        while (true) {
            simulation.sleep(simulation.upTo(Duration.ofSeconds(6)));
            model.mine(isCalm() ? 10 : simulation.below(5));
        }
    }

    private void breakThings() {
        while (!isCalm()) {
            simulation.sleep(simulation.upTo(Duration.ofSeconds(8)));
            switch (simulation.below(9)) {
                case 0, 1, 2 -> model.reorganise(1 + simulation.below(deepest));
                case 3 -> model.forget();
                case 4 -> model.baseFee = 50L + simulation.below(250);
                case 5 -> model.broke = simulation.chance(0.5);
                case 6 -> tear();
                default -> {
                    int number = simulation.below(machines.size());
                    simulation.note("sender-" + number + " dies");
                    machines.get(number).kill();
                    machines.set(number, started(number));
                }
            }
        }
        model.baseFee = 50;
        model.broke = false;
    }

    /** Among what is only as deep as is watched: nobody can tell a block that lost its effect from one that has it. */
    private void tear() {
        if (deepest > CONFIRMATIONS) {
            model.tear(1 + simulation.below(deepest));
        }
    }

    private void use() {
        for (int i = 0; i < ORDERS; i++) {
            simulation.sleep(simulation.upTo(Duration.ofSeconds(20)));
            String reference = chain.id() + ":" + i;
            UUID id = hand(reference, i);
            orders.put(reference, id);
            if (simulation.chance(0.3)) {
                require(hand(reference, i).equals(id), "the same was taken twice");
            }
            if (simulation.chance(0.25)) {
                simulation.sleep(simulation.upTo(Duration.ofSeconds(20)));
                try {
                    outbox.cancel(id);
                    simulation.note("cancels " + i);
                } catch (Conflict e) {
                    simulation.note("too late to cancel " + i);
                }
            }
        }
    }

    private UUID hand(String reference, int number) {
        String data = (number % 5 == 4 ? ModelChain.REVERTS : "0x00") + "%08x".formatted(number);
        BigInteger value = switch (number % 7) {
            case 2 -> TOO_MUCH;
            case 3 -> MOST;
            default -> BigInteger.ZERO;
        };
        return outbox.submit(
                new Draft(chain.id(), account, account, value, data, null, Offer.USUAL, "simulation", reference));
    }

    private void watch() {
        while (!isCalm()) {
            simulation.sleep(POLL);
            check();
        }
        awaitEnd(BigInteger.ZERO);
        require(
                orders.values().stream()
                        .map(outbox::find)
                        .allMatch(sent -> sent.nonce() == null || !sent.value().equals(TOO_MUCH)),
                "what cannot be paid for has a nonce");
        model.given = TOO_MUCH.multiply(BigInteger.TEN);
        awaitEnd(TOO_MUCH);
        end();
        connection.destroy();
        simulation.stop();
    }

    /** Of all that moves no more than this. */
    private void awaitEnd(BigInteger most) {
        long deadline = simulation.now() + SETTLED.toNanos();
        while (orders.size() < ORDERS
                || jdbc.sql(
                                "select exists (select from explorer.outgoing where chain_id = ? and value <= ? and not settled)")
                        .params(chain.id(), new BigDecimal(most))
                        .query(Boolean.class)
                        .single()) {
            require(simulation.now() < deadline, "does not come to an end");
            simulation.sleep(POLL);
            check();
        }
    }

    /** What holds at each moment. */
    private void check() {
        List<ModelChain.Tx> mined = model.transactions();
        long different = mined.stream()
                .filter(tx -> !tx.isNothing())
                .map(ModelChain.Tx::data)
                .distinct()
                .count();
        require(different == mined.stream().filter(tx -> !tx.isNothing()).count(), "something was done twice");
        model.offered().forEach((nonce, data) -> require(data.size() == 1, "two things have the nonce " + nonce));
        if (deepest <= CONFIRMATIONS) {
            orders.forEach((reference, id) -> {
                Sent sent = outbox.find(id);
                State before = ends.get(id);
                require(before == null || before == sent.state(), reference + " was " + before);
                if (sent.endedAt() != null) {
                    ends.put(id, sent.state());
                    require(
                            sent.nonce() == null || model.isDeep(sent.transactionHash(), CONFIRMATIONS),
                            reference + " is " + sent.state() + " too early");
                }
            });
        }
    }

    /** What holds at the end: the chain has what the table says, and the nonces have no gaps. */
    private void end() {
        List<Sent> all = orders.values().stream().map(outbox::find).toList();
        List<Long> nonces = all.stream()
                .filter(sent -> sent.nonce() != null)
                .map(Sent::nonce)
                .sorted()
                .toList();
        for (int i = 0; i < nonces.size(); i++) {
            require(nonces.get(i) == i, "no nonce " + i);
        }
        require(model.count(model.head()) == nonces.size(), "the chain has other transactions");
        for (Sent sent : all) {
            Optional<ModelChain.Tx> mined = model.transactions().stream()
                    .filter(tx -> tx.hash().equals(sent.transactionHash()))
                    .findFirst();
            switch (sent.state()) {
                case CONFIRMED ->
                    require(
                            mined.isPresent()
                                    && !mined.get().isNothing()
                                    && mined.get().succeeds(),
                            "was not done");
                case FAILED ->
                    require(
                            mined.isPresent() && !mined.get().succeeds(),
                            sent.reference() + " has not failed: " + sent.error());
                case CANCELLED ->
                    require(
                            sent.nonce() == null
                                    || mined.filter(ModelChain.Tx::isNothing).isPresent(),
                            "was not cancelled");
                case QUEUED, SUBMITTED, MINED -> require(false, "has not ended");
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
