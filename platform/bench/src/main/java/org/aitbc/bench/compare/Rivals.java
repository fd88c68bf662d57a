package org.aitbc.bench.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aitbc.bench.conductor.Conductor;
import org.aitbc.bench.jobs.Crew;
import org.aitbc.bench.jobs.SuiteJobs;
import org.aitbc.standalone.postgres.EmbeddedPostgres;

/**
 * Those that are compared, and how long.
 *
 * @param postgres of the suite's programs and settings, for the peers; the suite has its own
 * @param folder holds the peers
 * @param logs takes what the peers say
 */
record Rivals(SuiteJobs suite, EmbeddedPostgres postgres, Path folder, Path logs, Lengths lengths) {

    static final String SUITE = "suite";
    static final String GRAPHILE = "graphile-worker";
    static final String GRAPHILE_ALONG = GRAPHILE + ", jobs added meanwhile";
    static final String RATE = "jobs/s";

    /** Lets the compiler see the suite's whole job path before anything is measured. */
    void warmUp() throws Exception {
        System.err.println("warming the suite up for %d s".formatted(lengths.warmUp()));
        try (Crew crew = suite.single(lengths.connections())) {
            suite.work(crew, lengths.warmUp());
        }
    }

    NodePeer graphile() {
        return NodePeer.start(folder, "graphile-worker.mjs", postgres, logs.resolve("graphile-worker.log"));
    }

    NodePeer pgBoss() {
        return NodePeer.start(folder, "pg-boss.mjs", postgres, logs.resolve("pg-boss.log"));
    }

    /** A healthy server with the JVM's own settings. */
    Conductor conductor() throws InterruptedException {
        Conductor conductor = Conductor.launch(Conductor.jar(folder), postgres, logs, List.of());
        conductor.awaitHealthy();
        return conductor;
    }

    /** Empty where the machine has no pgbench. */
    Optional<PgBench> pgBench() throws InterruptedException {
        if (!PgBench.isThere()) {
            System.err.println("no pgbench here: Debian's package is postgresql-contrib or postgresql");
            return Optional.empty();
        }
        PgBench pgBench = new PgBench(postgres, logs);
        pgBench.prepare();
        return Optional.of(pgBench);
    }

    Contender suite(Crew crew) {
        return new Contender(SUITE, lengths.warmUpRounds(), List.of(suite.process()), () -> suiteRound(crew));
    }

    private Map<String, Double> suiteRound(Crew crew) throws Exception {
        Duration suiteBefore = spent(suite.process());
        Duration clientsBefore = spent(ProcessHandle.current());
        double rate = suite.work(crew, lengths.seconds());
        double jobs = rate * lengths.seconds();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(RATE, rate);
        figures.put("suite us/job", micros(suiteBefore, suite.process()) / jobs);
        figures.put("clients us/job", micros(clientsBefore, ProcessHandle.current()) / jobs);
        return figures;
    }

    Contender peer(String name, ProcessHandle process, RatePlay play) {
        return new Contender(name, lengths.warmUpRounds(), List.of(process), () -> Map.of(RATE, play.perSecond()));
    }

    /** Processor time. */
    private static Duration spent(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double micros(Duration before, ProcessHandle process) {
        return spent(process).minus(before).toNanos() / 1e3;
    }

    interface RatePlay {
        double perSecond() throws Exception;
    }
}
