package org.aitbc.bench.compare;

import java.util.List;
import org.aitbc.bench.jobs.Crew;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Report;

/** A hundred jobs a call through the gateway, beside queues that are drained in batches in-process. */
record BatchedWork(Rivals rivals) {

    private static final Goal GOAL = Goal.atLeast(1, "x", "batched jobs over REST, beside graphile-worker in batches");
    private static final int JOBS = 60_000;
    private static final int BOSS_JOBS = 30_000;

    void measure(Report report) throws Exception {
        Lengths lengths = rivals.lengths();
        try (Crew crew = rivals.suite().batched(lengths.batchedConnections());
                NodePeer graphile = rivals.graphile();
                NodePeer boss = rivals.pgBoss()) {
            Outcome outcome = new Contest(
                            "batched",
                            List.of(
                                    rivals.suite(crew),
                                    rivals.peer(
                                            Rivals.GRAPHILE,
                                            graphile.process(),
                                            () -> graphile.jobsPerSecond("drain", JOBS, true)),
                                    rivals.peer(
                                            Rivals.GRAPHILE_ALONG,
                                            graphile.process(),
                                            () -> graphile.jobsPerSecond("flow", JOBS / 2, true)),
                                    rivals.peer(
                                            "pg-boss",
                                            boss.process(),
                                            () -> boss.jobsPerSecond("drain", BOSS_JOBS, true))))
                    .play(lengths.rounds());
            outcome.tell("batched", report);
            report.add(outcome.judge(GOAL, Rivals.SUITE, Rivals.GRAPHILE, Rivals.RATE));
        }
    }
}
