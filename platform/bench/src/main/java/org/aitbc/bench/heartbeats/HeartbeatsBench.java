package org.aitbc.bench.heartbeats;

import static org.aitbc.bench.report.Report.round;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.aitbc.bench.jobs.Batched;
import org.aitbc.bench.jobs.Crew;
import org.aitbc.bench.jobs.Gateway;
import org.aitbc.bench.jobs.JobsBench;
import org.aitbc.bench.report.FiguresFile;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.bench.report.Report;
import org.aitbc.bench.suite.CpuTime;
import org.aitbc.bench.suite.SuiteDatabase;
import org.aitbc.bench.suite.SuiteJar;
import org.aitbc.bench.suite.SuiteProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What heartbeats cost: the cores of the suite, rows that HOT updates spare, and jobs that are not done beside them. */
@Command(
        name = "heartbeats",
        description = "What thousands of heartbeats a second cost, and the jobs beside them.",
        mixinStandardHelpOptions = true)
public final class HeartbeatsBench implements Callable<Integer> {

    private static final int CREW = 8;

    private static final String UPDATES = """
            select coalesce(sum(%s), 0) from pg_stat_user_tables where schemaname = 'core' and relname = '%s'""";

    @Mixin
    private SuiteJar suiteJar = new SuiteJar();

    @Option(
            names = "--rate",
            defaultValue = "5050",
            description = "Heartbeats a second of all miners; one in a hundred more than the goal (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--miners", defaultValue = "5000", description = "Miners that beat (${DEFAULT-VALUE}).")
    private int miners;

    @Option(
            names = "--busy",
            defaultValue = "50",
            description = "Of each hundred miners, those whose beats renew a lease (${DEFAULT-VALUE}).")
    private int busy;

    @Option(
            names = "--connections",
            defaultValue = "2000",
            description = "Connections that the beats come on (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--warm-up",
            defaultValue = "80",
            description = "Seconds of heartbeats before the first figure (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--span", defaultValue = "20", description = "Seconds of heartbeats alone (${DEFAULT-VALUE}).")
    private int span;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Pairs of rounds of jobs, with and without heartbeats (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--round", defaultValue = "5", description = "Seconds of a round of jobs (${DEFAULT-VALUE}).")
    private int round;

    @Mixin
    private FiguresFile figures = new FiguresFile();

    private final Report report = new Report();

    @Override
    public Integer call() throws Exception {
        try (SuiteProcess suite = SuiteProcess.start(suiteJar.path(), JobsBench.NO_RATE_LIMITS)) {
            Gateway gateway = Gateway.of(suite);
            try (Pulses pulses = Pulses.start(gateway, miners, busy, connections, rate)) {
                Thread.sleep(warmUp * 1000L);
                alone(suite, pulses);
                beside(gateway, pulses);
            }
        }
        figures.take(report);
        return 0;
    }

    private void alone(SuiteProcess suite, Pulses pulses) throws IOException, SQLException, InterruptedException {
        SuiteDatabase database = new SuiteDatabase(suite);
        long[] before = updates(database);
        pulses.forget();
        long beatsBefore = pulses.done();
        CpuTime cpuBefore = suite.cpu();
        long start = System.nanoTime();
        Thread.sleep(span * 1000L);
        double seconds = (System.nanoTime() - start) / 1e9;
        CpuTime cpu = suite.cpu().minus(cpuBefore);
        double perSecond = (pulses.done() - beatsBefore) / seconds;
        Percentiles took = pulses.latencies();
        long[] after = updates(database);
        String cores = "gateway %.2f, services %.2f, compiler %.2f, PostgreSQL %.2f"
                .formatted(
                        cpu.gateway() / seconds,
                        cpu.services() / seconds,
                        cpu.compiler() / seconds,
                        cpu.postgres() / seconds);
        report.add(
                "heartbeats of %,d miners".formatted(miners),
                Map.of(
                        "us_each", Math.round(cpu.total() * 1e6 / perSecond / seconds),
                        "p50_ms", round(took.p50()),
                        "p99_ms", round(took.p99())));
        report.add(Goal.atLeast(5_000, "/s", "heartbeats through the gateway")
                .judge(perSecond, "%d connections".formatted(connections)));
        report.add(Goal.atMost(1, "cores", "heartbeats on all of the suite").judge(cpu.total() / seconds, cores));
        report.add(Goal.atLeast(99, "%", "updates that are HOT")
                .judge(
                        100.0 * (after[1] - before[1]) / (after[0] - before[0]),
                        "%,d updates of miner_beat and lease".formatted(after[0] - before[0])));
    }

    /** All updates and the HOT ones, of the rows that a beat writes. Backends tell of them once a second. */
    private static long[] updates(SuiteDatabase database) throws SQLException, InterruptedException {
        Thread.sleep(1500);
        long[] sums = new long[2];
        for (String table : new String[] {"miner_beat", "lease"}) {
            sums[0] += (long) database.number(UPDATES.formatted("n_tup_upd", table));
            sums[1] += (long) database.number(UPDATES.formatted("n_tup_hot_upd", table));
        }
        return sums;
    }

    /** Jobs as fast as they go, and at half that rate, by turns with and without heartbeats. */
    private void beside(Gateway gateway, Pulses pulses) throws IOException, InterruptedException, ExecutionException {
        double[] plain = new double[rounds];
        double[] lost = new double[rounds];
        double[] lostOfHalf = new double[rounds];
        try (Crew crew = Crew.of(CREW, number -> Batched.join(gateway, number))) {
            crew.work(warmUp / 2.0);
            for (int i = 0; i < rounds; i++) {
                pulses.pause();
                plain[i] = crew.work(round).perSecond();
                double share = plain[i] / 2 / CREW;
                double plainHalf = paced(gateway, share);
                pulses.resume();
                lost[i] = 100 * (1 - crew.work(round).perSecond() / plain[i]);
                lostOfHalf[i] = 100 * (1 - paced(gateway, share) / plainHalf);
            }
        }
        report.add("jobs at half that rate, 100 a call", Map.of("lost_percent", round(Percentiles.median(lostOfHalf))));
        report.add(Goal.atMost(10, "%", "job throughput lost to heartbeats")
                .judge(
                        Percentiles.median(lost),
                        "of %,.0f jobs/s, 100 a call, medians of %d pairs"
                                .formatted(Percentiles.median(plain), rounds)));
    }

    private double paced(Gateway gateway, double share) throws IOException, InterruptedException, ExecutionException {
        try (Crew crew = Crew.of(CREW, number -> new Paced(Batched.join(gateway, number), share))) {
            return crew.work(round).perSecond();
        }
    }
}
