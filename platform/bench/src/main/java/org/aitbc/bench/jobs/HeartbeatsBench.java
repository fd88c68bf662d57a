package org.aitbc.bench.jobs;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.aitbc.bench.http.ClosedLoop;
import org.aitbc.bench.process.Processes;
import org.aitbc.bench.process.SuiteOptions;
import org.aitbc.bench.process.SuiteProcess;
import org.aitbc.bench.process.WorkFolder;
import org.aitbc.bench.report.Contest;
import org.aitbc.bench.report.Contest.Contender;
import org.aitbc.bench.report.Durations;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What heartbeats cost: the cores of the suite, rows that HOT updates spare, and jobs that are not done meanwhile. */
@Command(name = "heartbeats", description = "What thousands of heartbeats a second cost, and the jobs beside them.")
public final class HeartbeatsBench implements Callable<Integer> {

    private static final int JOB_CLIENTS = 8;
    private static final String PLAIN = "without heartbeats";
    private static final String BESIDE = "beside heartbeats";
    private static final String UPDATES = """
            select sum(n_tup_upd), sum(n_tup_hot_upd) from pg_stat_user_tables
            where schemaname = 'core' and relname in ('miner_beat', 'lease')""";

    @Mixin
    private SuiteOptions options = new SuiteOptions();

    @Mixin
    private Durations durations = new Durations();

    @Option(
            names = "--rate",
            defaultValue = "5050",
            description = "Heartbeats a second of all miners; one in a hundred more than the goal (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--miners", defaultValue = "5000", description = "Miners (${DEFAULT-VALUE}).")
    private int miners;

    @Option(
            names = "--busy",
            defaultValue = "50",
            description = "Percent of the miners whose heartbeats renew a lease (${DEFAULT-VALUE}).")
    private int busy;

    @Option(names = "--connections", defaultValue = "2000", description = "Of all miners (${DEFAULT-VALUE}).")
    private int connections;

    private final Report report = new Report();

    private record Updates(long all, long hot) {}

    @Override
    public Integer call() throws Exception {
        try (WorkFolder folder = WorkFolder.create();
                SuiteProcess suite = SuiteProcess.start(options.jar(), folder, SuiteOptions.NO_RATE_LIMITS)) {
            GatewayClients gateway = GatewayClients.of(suite);
            try (HeartbeatLoad load = HeartbeatLoad.start(gateway, miners, busy, connections, rate)) {
                Thread.sleep(durations.warmUp() * 1000L);
                alone(suite, load);
                besideJobs(gateway, load);
            }
        }
        report.printGoals();
        return 0;
    }

    private void alone(SuiteProcess suite, HeartbeatLoad load) throws SQLException, InterruptedException {
        Updates before = updates(suite);
        var _ = load.latencies();
        long doneBefore = load.done();
        double suiteBefore = Processes.cpuSeconds(suite.processes());
        double databaseBefore = Processes.cpuSeconds(suite.database());
        long start = System.nanoTime();
        Thread.sleep((long) (durations.rounds() * durations.seconds() * 1000));
        double seconds = (System.nanoTime() - start) / 1e9;
        double ofSuite = (Processes.cpuSeconds(suite.processes()) - suiteBefore) / seconds;
        double ofDatabase = (Processes.cpuSeconds(suite.database()) - databaseBefore) / seconds;
        double perSecond = (load.done() - doneBefore) / seconds;
        report.add(
                "heartbeats of %,d miners".formatted(miners), load.latencies().figures());
        Updates after = updates(suite);
        report.judge(
                Goal.atLeast(5_000, "/s", "heartbeats through the gateway"),
                perSecond,
                "%d connections".formatted(connections));
        report.judge(
                Goal.atMost(1, "cores", "heartbeats on all of the suite"),
                ofSuite + ofDatabase,
                "JVM %.2f, PostgreSQL %.2f".formatted(ofSuite, ofDatabase));
        report.judge(
                Goal.atLeast(99, "%", "updates that are HOT"),
                100.0 * (after.hot() - before.hot()) / (after.all() - before.all()),
                "%,d updates of miner_beat and lease".formatted(after.all() - before.all()));
    }

    /** Of the rows that a heartbeat writes. Backends report them once a second. */
    private static Updates updates(SuiteProcess suite) throws SQLException, InterruptedException {
        Thread.sleep(1500);
        try (Connection connection = suite.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(UPDATES)) {
            row.next();
            return new Updates(row.getLong(1), row.getLong(2));
        }
    }

    /** Jobs as fast as they go, in turn with and without heartbeats. */
    private void besideJobs(GatewayClients gateway, HeartbeatLoad load) throws Exception {
        try (ClosedLoop loop = ClosedLoop.of(JOB_CLIENTS, number -> Batched.open(gateway, number))) {
            Contest contest = durations.play(new Contest(
                    "100 jobs a call",
                    List.of(
                            new Contender(PLAIN, () -> {
                                load.pause();
                                return jobs(loop);
                            }),
                            new Contender(BESIDE, () -> {
                                load.resume();
                                return jobs(loop);
                            }))));
            contest.addTo(report);
            report.judge(
                    Goal.atMost(10, "%", "job throughput lost to heartbeats"),
                    100 * (1 - contest.ratio(BESIDE, PLAIN, JobContests.RATE)),
                    "of %,.0f jobs/s, 100 a call".formatted(contest.median(PLAIN, JobContests.RATE)));
        }
    }

    private Map<String, Double> jobs(ClosedLoop loop) throws InterruptedException, ExecutionException, IOException {
        return Map.of(JobContests.RATE, loop.run(durations.seconds()).perSecond());
    }
}
