package org.aitbc.bench.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aitbc.bench.report.Contest;
import org.aitbc.bench.report.Contest.Contender;
import org.aitbc.bench.report.Durations;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.bench.report.Report;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting.Transfer;

/** The suite's ledger and row locks in turn, on the same PostgreSQL. */
record Comparison(Database database, Durations durations, Report report) {

    private static final BigDecimal PLENTY = BigDecimal.valueOf(1_000_000_000);
    private static final String LEDGER = "ledger";
    private static final String ROW_LOCKS = "row locks";
    private static final String RATE = "transfers/s";

    private record Done(UUID id, long nanos, boolean inTime) {}

    /** Creates the tables, and the same accounts in both, with more money than a run can spend. */
    void prepare() throws SQLException {
        database.migrate();
        List<Transfer> deposits = Scenario.accounts().stream()
                .map(account -> new Transfer(Account.external(Currency.AITBC), account, PLENTY))
                .toList();
        try (SuiteLedger ledger = new SuiteLedger(database)) {
            ledger.post(Ids.next(), deposits);
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(RowLocks.TABLES);
        }
    }

    void measure(Scenario scenario, int clients) throws Exception {
        try (Connection connection = database.connect();
                Ledger ledger = new SuiteLedger(database);
                Ledger rowLocks = new RowLocks(database, clients)) {
            Contest contest = durations.play(new Contest(
                    "%s, %d clients".formatted(scenario.text, clients),
                    List.of(
                            new Contender(LEDGER, () -> run(connection, ledger, scenario, clients)),
                            new Contender(ROW_LOCKS, () -> run(connection, rowLocks, scenario, clients)))));
            contest.addTo(report);
            Goal goal = Goal.atLeast(
                    scenario.aim, "x", "ledger, %s, %d clients, beside row locks".formatted(scenario.text, clients));
            contest.judge(report, goal, LEDGER, ROW_LOCKS, RATE);
        }
    }

    /** Each client posts its next transfer when the last one is acknowledged; afterwards the books must have just these. */
    private Map<String, Double> run(Connection connection, Ledger ledger, Scenario scenario, int clients)
            throws SQLException, InterruptedException, ExecutionException {
        long before = ledger.books().last(connection);
        List<Done> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + (long) (durations.seconds() * 1e9);
            List<Future<List<Done>>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> client(ledger, scenario, end)));
            }
            for (Future<List<Done>> one : running) {
                done.addAll(one.get());
            }
        }
        List<UUID> acknowledged = done.stream().map(Done::id).toList();
        ledger.books().require(connection, before, acknowledged);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(RATE, done.stream().filter(Done::inTime).count() / durations.seconds());
        figures.putAll(
                Percentiles.ofNanos(done.stream().map(Done::nanos).toList()).figures());
        figures.put("transfers a commit", (double) done.size() / ledger.books().commits(connection, before));
        return figures;
    }

    private static List<Done> client(Ledger ledger, Scenario scenario, long end) throws SQLException {
        List<Done> done = new ArrayList<>();
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            UUID id = Ids.next();
            ledger.post(id, scenario.next());
            long now = System.nanoTime();
            done.add(new Done(id, now - start, now <= end));
        }
        return done;
    }
}
