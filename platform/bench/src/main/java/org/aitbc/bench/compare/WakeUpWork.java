package org.aitbc.bench.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.bench.jobs.WakeUp;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.bench.report.Report;
import tools.jackson.databind.JsonNode;

/** From submit to a waiting worker that has the job, beside a queue that wakes its workers with LISTEN and NOTIFY. */
record WakeUpWork(Rivals rivals) {

    private static final String P50 = "p50 ms";
    private static final String P99 = "p99 ms";

    /** Idle workers of the one process of graphile-worker. */
    private static final int CONCURRENCY = 10;

    void measure(Report report) throws Exception {
        Lengths lengths = rivals.lengths();
        String work = "wake-up, %,d parked".formatted(lengths.parked());
        try (WakeUp parked = rivals.suite().park(lengths.parked());
                NodePeer graphile = rivals.graphile()) {
            Outcome outcome = new Contest(
                            work,
                            List.of(
                                    new Contender(
                                            Rivals.SUITE,
                                            lengths.warmUpRounds(),
                                            List.of(rivals.suite().process()),
                                            () -> figures(rivals.suite()
                                                    .wake(parked, lengths.wakeUps(), Lengths.WAKE_UPS_PER_SECOND))),
                                    new Contender(
                                            Rivals.GRAPHILE,
                                            lengths.warmUpRounds(),
                                            List.of(graphile.process()),
                                            () -> figures(wake(graphile, lengths.wakeUps())))))
                    .play(lengths.rounds());
            outcome.tell(work, report);
            for (String figure : List.of(P50, P99)) {
                report.add(outcome.judge(goal(figure), Rivals.SUITE, Rivals.GRAPHILE, figure));
            }
        }
    }

    private static Percentiles wake(NodePeer graphile, int jobs) throws Exception {
        JsonNode woken = graphile.ask(
                "wake", Map.of("jobs", jobs, "perSecond", Lengths.WAKE_UPS_PER_SECOND, "concurrency", CONCURRENCY));
        Percentiles figures = Percentiles.ofNanos(woken.path("millis")
                .valueStream()
                .map(millis -> Math.round(millis.doubleValue() * 1e6))
                .toList());
        if (figures.count() != jobs || woken.path("left").intValue() != 0) {
            throw new IllegalStateException(
                    "of %d jobs %d ran, and %s are left".formatted(jobs, figures.count(), woken.path("left")));
        }
        return figures;
    }

    private static Map<String, Double> figures(Percentiles wake) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(P50, wake.p50());
        figures.put("p95 ms", wake.p95());
        figures.put(P99, wake.p99());
        return figures;
    }

    private static Goal goal(String figure) {
        return Goal.atMost(1, "x", "wake-up, " + figure + ", beside graphile-worker");
    }
}
