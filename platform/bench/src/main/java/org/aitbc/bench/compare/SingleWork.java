package org.aitbc.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aitbc.bench.conductor.Conductor;
import org.aitbc.bench.conductor.ConductorJobs;
import org.aitbc.bench.jobs.Crew;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Report;

/** Submit, poll, result, a call each, beside a queue drained one by one in-process, and workflows of one task over REST. */
record SingleWork(Rivals rivals) {

    private static final Goal BESIDE_GRAPHILE =
            Goal.atLeast(2, "x", "three-call jobs over REST, beside graphile-worker unbatched");
    private static final Goal BESIDE_CONDUCTOR =
            Goal.atLeast(50, "x", "three-call jobs over REST, beside Conductor OSS");
    private static final String CONDUCTOR = "Conductor OSS";
    private static final int JOBS = 6_000;
    private static final int JOBS_ALONG = 1_500;

    void measure(Report report) throws Exception {
        Lengths lengths = rivals.lengths();
        try (Crew crew = rivals.suite().single(lengths.connections());
                NodePeer graphile = rivals.graphile();
                Conductor conductor = rivals.conductor();
                ConductorJobs workflows = ConductorJobs.open(conductor, rivals.postgres(), lengths.connections())) {
            workflows.work(lengths.warmUp() / 2.0);
            List<Contender> contenders = new ArrayList<>(List.of(
                    rivals.suite(crew),
                    rivals.peer(
                            Rivals.GRAPHILE, graphile.process(), () -> graphile.jobsPerSecond("drain", JOBS, false)),
                    rivals.peer(
                            Rivals.GRAPHILE_ALONG,
                            graphile.process(),
                            () -> graphile.jobsPerSecond("flow", JOBS_ALONG, false)),
                    rivals.peer(CONDUCTOR, conductor.process(), () -> workflows.work(lengths.seconds()))));
            rivals.pgBench()
                    .ifPresent(pgBench -> contenders.add(new Contender(
                            "PostgreSQL itself (pgbench)",
                            0,
                            List.of(),
                            () -> Map.of("commits/s", pgBench.commitsPerSecond(lengths.seconds())))));
            Outcome outcome = new Contest("three calls a job", contenders).play(lengths.rounds());
            outcome.tell("three calls a job", report);
            report.add(outcome.judge(BESIDE_GRAPHILE, Rivals.SUITE, Rivals.GRAPHILE, Rivals.RATE));
            report.add(outcome.judge(BESIDE_CONDUCTOR, Rivals.SUITE, CONDUCTOR, Rivals.RATE));
        }
    }
}
