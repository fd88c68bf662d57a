package org.aitbc.bench.ledger;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.bench.report.Report;

/** Both ways in turn, on the same PostgreSQL. */
record Comparison(Database database, Duration length, int rounds, boolean together, Report report) {

    /** Makes tables and accounts, and lets the compiler see both ways at work. */
    void prepare(int clients, Duration warmUp) throws SQLException, InterruptedException, ExecutionException {
        database.migrate();
        Accounts.open(database);
        try (Connection books = database.connect();
                Way ledger = new SuiteLedger(database);
                Way usual = new RowLocks(database, clients, together)) {
            run(books, ledger, Scenario.FEE, clients, warmUp);
            run(books, usual, Scenario.FEE, clients, warmUp);
        }
    }

    void measure(Scenario scenario, int clients) throws SQLException, InterruptedException, ExecutionException {
        List<Round> ours = new ArrayList<>();
        List<Round> theirs = new ArrayList<>();
        try (Connection books = database.connect();
                Way ledger = new SuiteLedger(database);
                Way usual = new RowLocks(database, clients, together)) {
            for (int i = 0; i <= rounds; i++) {
                Round our = run(books, ledger, scenario, clients, length);
                Round their = run(books, usual, scenario, clients, length);
                // the first opens connections and prepares statements
                if (i > 0) {
                    ours.add(our);
                    theirs.add(their);
                }
            }
            String name = "%s, %d clients, ".formatted(scenario.text, clients);
            report.add(name + usual.name(), figures(theirs));
            Map<String, Object> figures = figures(ours);
            double times = times(ours, theirs);
            figures.put("times", Report.round(times));
            report.add(name + ledger.name(), figures);
            String both = "%,.0f and %,.0f transfers/s".formatted(perSecond(ours), perSecond(theirs));
            scenario.goal(clients).ifPresent(goal -> report.add(goal.judge(times, both)));
        }
    }

    private static Round run(Connection books, Way way, Scenario scenario, int clients, Duration length)
            throws SQLException, InterruptedException, ExecutionException {
        Round round = Round.run(books, way, scenario, clients, length);
        System.err.printf(
                "  %-9s %6.0f transfers/s, load %.1f%n",
                way.name(),
                round.perSecond(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return round;
    }

    /** Neighbouring rounds share what else the machine does, so each is compared with its neighbour. */
    private static double times(List<Round> ours, List<Round> theirs) {
        return Percentiles.median(IntStream.range(0, ours.size())
                .mapToDouble(i -> ours.get(i).perSecond() / theirs.get(i).perSecond())
                .toArray());
    }

    private static double perSecond(List<Round> rounds) {
        return Percentiles.median(rounds.stream().mapToDouble(Round::perSecond).toArray());
    }

    private static Map<String, Object> figures(List<Round> rounds) {
        Map<String, Object> figures = new LinkedHashMap<>();
        double[] rates = rounds.stream().mapToDouble(Round::perSecond).sorted().toArray();
        figures.put("transfers_per_s", Math.round(Percentiles.median(rates)));
        figures.put("min", Math.round(rates[0]));
        figures.put("max", Math.round(rates[rates.length - 1]));
        figures.put("p50_ms", median(rounds, round -> round.latency().p50()));
        figures.put("p99_ms", median(rounds, round -> round.latency().p99()));
        figures.put("commits_per_s", Math.round(median(rounds, round -> round.perSecond() / round.perCommit())));
        figures.put("per_commit", median(rounds, Round::perCommit));
        return figures;
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Report.round(
                Percentiles.median(rounds.stream().mapToDouble(figure).toArray()));
    }
}
