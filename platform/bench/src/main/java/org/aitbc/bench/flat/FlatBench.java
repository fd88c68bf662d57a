package org.aitbc.bench.flat;

import static org.aitbc.bench.report.Report.round;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.aitbc.bench.jobs.Gateway;
import org.aitbc.bench.jobs.JobsBench;
import org.aitbc.bench.report.FiguresFile;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.bench.report.Report;
import org.aitbc.bench.suite.SuiteDatabase;
import org.aitbc.bench.suite.SuiteJar;
import org.aitbc.bench.suite.SuiteProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Whether a job costs the same in a suite that has much behind it and much in its queue. Two suites run at once, one empty
 * and one full, and are measured by turns, so that what else the machine does falls on both.
 */
@Command(
        name = "flat",
        description = "Whether jobs cost the same behind a million queued and ten million finished ones.",
        mixinStandardHelpOptions = true)
public final class FlatBench implements Callable<Integer> {

    private static final int VACUUM_ROUNDS = 2;

    /** All tables, what the readers of events write as well; the statistics are what autovacuum goes by. */
    private static final String DEAD = "select sum(n_dead_tup) from pg_stat_user_tables";

    private static final String NAPTIME = "select setting from pg_settings where name = 'autovacuum_naptime'";

    @Mixin
    private SuiteJar suiteJar = new SuiteJar();

    @Option(
            names = "--queued",
            defaultValue = "1000000",
            description = "Unmatched jobs in the full suite's queue (${DEFAULT-VALUE}).")
    private int queued;

    @Option(
            names = "--finished",
            defaultValue = "10000000",
            description = "Jobs that the full suite has finished; about 0.6 GB a million (${DEFAULT-VALUE}).")
    private int finished;

    @Option(names = "--warm-up", defaultValue = "40", description = "Seconds for each suite (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds of each suite (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--round", defaultValue = "4", description = "Seconds of throughput in a round (${DEFAULT-VALUE}).")
    private int round;

    @Option(names = "--claims", defaultValue = "1000", description = "Timed polls in a round (${DEFAULT-VALUE}).")
    private int claims;

    @Option(
            names = "--held",
            defaultValue = "20",
            description = "Seconds that a snapshot is held, twice (${DEFAULT-VALUE}).")
    private int held;

    @Mixin
    private FiguresFile figures = new FiguresFile();

    private final Report report = new Report();

    @Override
    public Integer call() throws Exception {
        try (SuiteProcess first = SuiteProcess.start(suiteJar.path(), JobsBench.NO_RATE_LIMITS);
                SuiteProcess second = SuiteProcess.start(suiteJar.path(), JobsBench.NO_RATE_LIMITS)) {
            prepare(Gateway.of(second), new SuiteDatabase(second));
            // connects only now: the gateway closes what is idle for as long as preparing takes
            try (Load empty = new Load(first);
                    Load full = new Load(second)) {
                measure(empty, full);
            }
        }
        figures.take(report);
        return 0;
    }

    private void measure(Load empty, Load full)
            throws SQLException, IOException, InterruptedException, ExecutionException {
        for (Load load : List.of(empty, full)) {
            load.run(warmUp);
            Claims.time(load.gateway(), claims);
            load.tidy();
            load.forget();
        }
        compare(empty, full);
        deadRows(empty);
        snapshot(empty);
    }

    private void prepare(Gateway gateway, SuiteDatabase database) throws SQLException, IOException {
        long start = System.nanoTime();
        History.finished(gateway, database, finished);
        History.queued(gateway, database, queued);
        report.add(
                "%,d finished, %,d queued".formatted(finished, queued),
                Map.of(
                        "database_mb", Math.round(database.number("select pg_database_size('aitbc')") / (1 << 20)),
                        "seconds", round((System.nanoTime() - start) / 1e9)));
    }

    private void compare(Load empty, Load full)
            throws SQLException, IOException, InterruptedException, ExecutionException {
        double[] p99 = new double[rounds];
        double[] p50 = new double[rounds];
        double[] rate = new double[rounds];
        List<Long> emptyNanos = new ArrayList<>();
        List<Long> fullNanos = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            List<Long> here = Claims.time(empty.gateway(), claims);
            List<Long> there = Claims.time(full.gateway(), claims);
            p99[i] =
                    Percentiles.ofNanos(there).p99() / Percentiles.ofNanos(here).p99();
            p50[i] =
                    Percentiles.ofNanos(there).p50() / Percentiles.ofNanos(here).p50();
            emptyNanos.addAll(here);
            fullNanos.addAll(there);
            double without = empty.run(round);
            double with = full.run(round);
            rate[i] = with / without;
            report.add(
                    "round %d, 100 jobs a call".formatted(i + 1),
                    Map.of("empty", Math.round(without), "full", Math.round(with)));
        }
        Percentiles here = Percentiles.ofNanos(emptyNanos);
        Percentiles there = Percentiles.ofNanos(fullNanos);
        report.add(
                "poll that finds a job",
                Map.of(
                        "p50_empty_ms", round(here.p50()),
                        "p50_full_ms", round(there.p50()),
                        "p99_empty_ms", round(here.p99()),
                        "p99_full_ms", round(there.p99()),
                        "p50_ratio", round(Percentiles.median(p50))));
        report.add(Goal.atMost(1.2, "x", "p99 of a claim, full to empty")
                .judge(
                        Percentiles.median(p99),
                        "%.2f and %.2f ms of all, median of the ratios of %d rounds"
                                .formatted(there.p99(), here.p99(), rounds)));
        report.add("100 jobs a call, full to empty", Map.of("ratio", round(Percentiles.median(rate))));
        report.add(Goal.atMost(2, "KiB", "WAL a job")
                .judge(
                        Math.max(empty.walBytesPerJob(), full.walBytesPerJob()) / 1024,
                        "%.0f bytes empty, %.0f full".formatted(empty.walBytesPerJob(), full.walBytesPerJob())));
    }

    /** The most that is left of dead rows once autovacuum has had its turns. */
    private void deadRows(Load load) throws SQLException, InterruptedException {
        double naptime = load.database().number(NAPTIME);
        Thread.sleep((long) (VACUUM_ROUNDS * naptime * 1000));
        double dead = load.database().number(DEAD);
        report.add(Goal.atMost(1_000, "", "dead rows a million jobs")
                .judge(
                        dead / load.jobs() * 1e6,
                        "%,.0f in all tables after %,d jobs and %d times autovacuum's %.0f s"
                                .formatted(dead, load.jobs(), VACUUM_ROUNDS, naptime)));
    }

    private void snapshot(Load load) throws SQLException, InterruptedException, ExecutionException {
        double[] lost = new double[2];
        for (int i = 0; i < lost.length; i++) {
            double without = load.run(held);
            load.tidy();
            double with = load.runBesideSnapshot(held);
            load.tidy();
            lost[i] = 100 * (1 - with / without);
            report.add("held snapshot", Map.of("without", Math.round(without), "with", Math.round(with)));
        }
        report.add(Goal.atMost(10, "%", "throughput lost to a held snapshot")
                .judge((lost[0] + lost[1]) / 2, "%d s held, %.1f and %.1f %%".formatted(held, lost[0], lost[1])));
    }
}
