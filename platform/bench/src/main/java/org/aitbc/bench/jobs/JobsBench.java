package org.aitbc.bench.jobs;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aitbc.bench.http.Link;
import org.aitbc.bench.report.FiguresFile;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.bench.report.Report;
import org.aitbc.bench.suite.SuiteJar;
import org.aitbc.bench.suite.SuiteProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The job path through the gateway: throughput, latency, and both again behind a million jobs that nobody can run. */
@Command(
        name = "jobs",
        description = "Jobs a second and submit-to-worker latency, through the gateway.",
        mixinStandardHelpOptions = true)
public final class JobsBench implements Callable<Integer> {

    /** Settings of a suite whose load no rate limit is to hold back. */
    public static final Map<String, String> NO_RATE_LIMITS = Map.of(
            "aitbc.rate-limits.roles.client.per-second", "10000000",
            "aitbc.rate-limits.roles.client.burst", "10000000",
            "aitbc.rate-limits.roles.miner.per-second", "10000000",
            "aitbc.rate-limits.roles.miner.burst", "10000000");

    /** Once warm, the compiler has little left to do: later figures need this part of the warm-up. */
    private static final int WARM = 3;

    @Mixin
    private SuiteJar suiteJar = new SuiteJar();

    @Option(
            names = "--warm-up",
            defaultValue = "90",
            description = "Seconds before the first figure (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--span", defaultValue = "6", description = "Seconds of one figure (${DEFAULT-VALUE}).")
    private int span;

    @Option(names = "--spans", defaultValue = "5", description = "Figures whose median is taken (${DEFAULT-VALUE}).")
    private int spans;

    @Option(
            names = "--connections",
            defaultValue = "16",
            description = "Clients, and as many miners (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--parked",
            defaultValue = "1000",
            description = "Polls waiting while latency is measured (${DEFAULT-VALUE}).")
    private int parked;

    @Option(
            names = "--queued",
            defaultValue = "1000000",
            description = "Unmatched jobs queued for the second half; 0 leaves it out (${DEFAULT-VALUE}).")
    private int queued;

    @Mixin
    private FiguresFile figures = new FiguresFile();

    private final Report report = new Report();

    @Override
    public Integer call() throws Exception {
        try (SuiteProcess suite = SuiteProcess.start(suiteJar.path(), NO_RATE_LIMITS)) {
            Gateway gateway = Gateway.of(suite);
            measure(gateway, "", warmUp);
            if (queued > 0) {
                queue(gateway);
                measure(gateway, ", %,d unmatched queued".formatted(queued), warmUp / WARM);
            }
        }
        figures.take(report);
        return 0;
    }

    private void measure(Gateway gateway, String beside, int firstWarmUp)
            throws IOException, InterruptedException, ExecutionException {
        throughput("three calls a job" + beside, number -> Single.join(gateway, number), connections, firstWarmUp);
        throughput("100 jobs a call" + beside, number -> Batched.join(gateway, number), connections / 2, warmUp / WARM);
        Percentiles wake;
        try (WakeUp waiting = WakeUp.park(gateway, parked)) {
            wake = waiting.measure(2000, 100);
        }
        report.add(
                "submit to waiting worker, %,d parked%s".formatted(parked, beside),
                Map.of(
                        "p50_ms",
                        Report.round(wake.p50()),
                        "p95_ms",
                        Report.round(wake.p95()),
                        "p99_ms",
                        Report.round(wake.p99()),
                        "max_ms",
                        Report.round(wake.max())));
    }

    private void throughput(String name, Crew.Entry entry, int members, int seconds)
            throws IOException, InterruptedException, ExecutionException {
        double[] rates = new double[spans];
        try (Crew crew = Crew.of(members, entry)) {
            crew.work(seconds);
            for (int i = 0; i < spans; i++) {
                rates[i] = crew.work(span).perSecond();
                System.err.printf("  %.0f jobs/s%n", rates[i]);
            }
        }
        report.add(
                name,
                Map.of(
                        "jobs_per_s", Math.round(Percentiles.median(rates)),
                        "min", Math.round(Arrays.stream(rates).min().orElse(0)),
                        "max", Math.round(Arrays.stream(rates).max().orElse(0))));
    }

    /** Fills the queue through the API, with jobs for a region where no miner is. */
    private void queue(Gateway gateway) throws IOException {
        String batch = Stream.generate(() -> """
                {"payload":{"type":"bench"},"constraints":{"region":"nowhere"},"ttl_seconds":86400}""").limit(1000).collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
        long start = System.nanoTime();
        try (Link client = gateway.client()) {
            for (int i = 0; i < queued / 1000; i++) {
                client.post("/v1/jobs/batch", batch).require(201);
            }
        }
        report.add(
                "queueing %,d jobs, one connection".formatted(queued),
                Map.of("jobs_per_s", Math.round(queued / ((System.nanoTime() - start) / 1e9))));
    }
}
