package org.aitbc.bench.jobs;

import java.util.ArrayList;
import java.util.List;
import org.aitbc.bench.http.ClosedLoop;
import org.aitbc.bench.peers.ConductorOss;
import org.aitbc.bench.peers.GraphileWorker;
import org.aitbc.bench.process.SuiteOptions;
import org.aitbc.bench.process.SuiteProcess;
import org.aitbc.bench.process.WorkFolder;
import org.aitbc.bench.report.Contest;
import org.aitbc.bench.report.Contest.Contender;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Report;

/** The job path through the gateway: a hundred jobs a call, three calls a job, and waking a waiting worker. */
record JobContests(JobOptions options, Report report, WorkFolder folder) {

    static final String RATE = "jobs/s";

    private static final String SUITE = "suite";
    private static final String OTHER = "the other suite";
    private static final String GRAPHILE = "graphile-worker";
    private static final String CONDUCTOR = "Conductor OSS";
    private static final int WAKE_UPS_PER_SECOND = 100;
    private static final int GRAPHILE_BATCHED = 60_000;
    private static final int GRAPHILE_SINGLE = 6_000;

    /** What {@link #run} does with a suite. */
    interface Measurement {

        void measure(SuiteJobs suite) throws Exception;
    }

    void run(Measurement measurement) throws Exception {
        try (SuiteProcess process = SuiteProcess.start(options.suite.jar(), folder, SuiteOptions.NO_RATE_LIMITS);
                SuiteJobs suite = new SuiteJobs(process)) {
            measurement.measure(suite);
        }
        report.printGoals();
    }

    void alone(SuiteJobs suite) throws Exception {
        batched(suite, List.of());
        single(suite, List.of());
        wakeUp(suite, List.of());
    }

    /** This suite and another one, such as that of an older commit, take turns. */
    void beside(SuiteJobs suite, SuiteJobs other) throws Exception {
        try (ClosedLoop loop = other.batched(options.batchedConnections)) {
            judge(batched(suite, List.of(contender(other, loop))), "batched jobs");
        }
        try (ClosedLoop loop = other.single(options.connections)) {
            judge(single(suite, List.of(contender(other, loop))), "three-call jobs");
        }
    }

    private Contender contender(SuiteJobs other, ClosedLoop loop) {
        return new Contender(OTHER, List.of(other.process()), () -> other.run(loop, options.durations.seconds()));
    }

    private void judge(Contest contest, String jobs) {
        for (String figure : List.of(RATE, SuiteJobs.CPU)) {
            contest.judge(
                    report, Goal.none("x", jobs + ", " + figure + ", beside the other suite"), SUITE, OTHER, figure);
        }
    }

    void beside(SuiteJobs suite, GraphileWorker graphile, ConductorOss conductor) throws Exception {
        List<ProcessHandle> node = List.of(graphile.process());
        Contest batched = batched(
                suite,
                List.of(
                        new Contender(GRAPHILE, node, () -> graphile.jobsPerSecond("drain", GRAPHILE_BATCHED, true)),
                        new Contender(
                                GRAPHILE + ", jobs added meanwhile",
                                node,
                                () -> graphile.jobsPerSecond("flow", GRAPHILE_BATCHED / 2, true))));
        batched.judge(
                report,
                Goal.atLeast(1, "x", "batched jobs over REST, beside graphile-worker in batches"),
                SUITE,
                GRAPHILE,
                RATE);
        Contest single = single(
                suite,
                List.of(
                        new Contender(GRAPHILE, node, () -> graphile.jobsPerSecond("drain", GRAPHILE_SINGLE, false)),
                        new Contender(
                                GRAPHILE + ", jobs added meanwhile",
                                node,
                                () -> graphile.jobsPerSecond("flow", GRAPHILE_SINGLE / 4, false)),
                        new Contender(
                                CONDUCTOR, conductor.processes(), () -> conductor.run(options.durations.seconds()))));
        single.judge(
                report,
                Goal.atLeast(2, "x", "three-call jobs over REST, beside graphile-worker unbatched"),
                SUITE,
                GRAPHILE,
                RATE);
        single.judge(
                report,
                Goal.atLeast(50, "x", "three-call jobs over REST, beside Conductor OSS"),
                SUITE,
                CONDUCTOR,
                RATE);
        Contest wakeUp = wakeUp(
                suite,
                List.of(new Contender(
                        GRAPHILE,
                        node,
                        () -> graphile.wake(wakeUps(), WAKE_UPS_PER_SECOND).figures())));
        for (String figure : List.of("p50 ms", "p99 ms")) {
            wakeUp.judge(
                    report,
                    Goal.atMost(1, "x", "wake-up, " + figure + ", beside graphile-worker"),
                    SUITE,
                    GRAPHILE,
                    figure);
        }
    }

    private Contest batched(SuiteJobs suite, List<Contender> peers) throws Exception {
        try (ClosedLoop loop = suite.batched(options.batchedConnections)) {
            return play(suite, "100 jobs a call", () -> suite.run(loop, options.durations.seconds()), peers);
        }
    }

    private Contest single(SuiteJobs suite, List<Contender> peers) throws Exception {
        try (ClosedLoop loop = suite.single(options.connections)) {
            return play(suite, "three calls a job", () -> suite.run(loop, options.durations.seconds()), peers);
        }
    }

    private Contest wakeUp(SuiteJobs suite, List<Contender> peers) throws Exception {
        try (WakeUp parked = suite.park(options.parked)) {
            return play(
                    suite,
                    "wake-up, %,d parked".formatted(options.parked),
                    () -> suite.wake(parked, wakeUps(), WAKE_UPS_PER_SECOND).figures(),
                    peers);
        }
    }

    private Contest play(SuiteJobs suite, String work, Contest.Round round, List<Contender> peers) throws Exception {
        List<Contender> all = new ArrayList<>(List.of(new Contender(SUITE, List.of(suite.process()), round)));
        all.addAll(peers);
        Contest contest = options.durations.play(new Contest(work, all));
        contest.addTo(report);
        return contest;
    }

    /** Twice as long as other rounds: a 99th percentile needs many. */
    private int wakeUps() {
        return (int) (options.durations.seconds() * WAKE_UPS_PER_SECOND * 2);
    }
}
