package org.aitbc.bench.parked;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.aitbc.bench.http.Link;
import org.aitbc.bench.jobs.Gateway;
import org.aitbc.bench.jobs.JobsBench;
import org.aitbc.bench.process.Footprint;
import org.aitbc.bench.report.FiguresFile;
import org.aitbc.bench.report.Report;
import org.aitbc.bench.suite.SuiteJar;
import org.aitbc.bench.suite.SuiteProcess;
import org.aitbc.standalone.machine.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The heap that parked polls take, of the service they wait in and of the gateway; each service is a process of its own. */
@Command(
        name = "parked",
        description = "What thousands of parked polls take of miner-service's heap and of the gateway's.",
        mixinStandardHelpOptions = true)
public final class ParkedBench implements Callable<Integer> {

    private static final long PARKED_WITHIN = TimeUnit.SECONDS.toNanos(25);
    private static final int AT_ONCE = 50;
    private static final List<String> JVMS = List.of("miner-service", "api-gateway");

    @Mixin
    private SuiteJar suiteJar = new SuiteJar();

    @Option(names = "--polls", defaultValue = "5000", description = "Polls that wait at once (${DEFAULT-VALUE}).")
    private int polls;

    @Option(names = "--classes", defaultValue = "0", description = "Shows so many lines of each heap's histogram.")
    private int classes;

    @Mixin
    private FiguresFile figures = new FiguresFile();

    private final Report report = new Report();

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        int port = Ports.free();
        try (SuiteProcess suite = SuiteProcess.start(
                suiteJar.path(),
                JobsBench.NO_RATE_LIMITS,
                List.of("--workers", "0", "--without-chain", "--separate"),
                Map.of("AITBC_MINER_PORT", String.valueOf(port)))) {
            List<Link> links = register(Gateway.of(suite));
            List<Heap> before = heaps(suite);
            for (Link link : links) {
                link.send("/v1/miners/poll", "{\"max_wait_seconds\":30}", "");
            }
            awaitParked(port);
            List<Heap> after = heaps(suite);
            for (int i = 0; i < JVMS.size(); i++) {
                add(JVMS.get(i), before.get(i), after.get(i), process(suite, JVMS.get(i)));
            }
            for (Link link : links) {
                link.close();
            }
        }
        figures.take(report);
        return 0;
    }

    private List<Link> register(Gateway gateway) throws InterruptedException, ExecutionException {
        try (ExecutorService many = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Link>> registering = IntStream.range(0, polls)
                    .mapToObj(number -> many.submit(() -> gateway.miner("parked-" + number, 1)))
                    .toList();
            List<Link> links = new ArrayList<>();
            for (Future<Link> link : registering) {
                links.add(link.get());
            }
            return links;
        }
    }

    private void add(String jvm, Heap before, Heap after, ProcessHandle process) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("idle_mb", Report.round(before.bytes() / 1e6));
        row.put("parked_mb", Report.round(after.bytes() / 1e6));
        row.put("kb_each", Report.round((after.bytes() - before.bytes()) / 1e3 / polls));
        row.put("resident_mb", Math.round(Footprint.of(List.of(process)).megabytes()));
        report.add("%s, %,d polls".formatted(jvm, polls), row);
        after.lines().stream().limit(classes).forEach(System.out::println);
    }

    private void awaitParked(int port) throws IOException, InterruptedException {
        HttpRequest metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .build();
        String wanted = "aitbc_polls_parked " + (double) polls + "\n";
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (long end = System.nanoTime() + PARKED_WITHIN;
                    !http.send(metrics, BodyHandlers.ofString()).body().contains(wanted); ) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("not all polls are parked");
                }
                Thread.sleep(100);
            }
        }
    }

    private static List<Heap> heaps(SuiteProcess suite) throws IOException {
        List<Heap> heaps = new ArrayList<>();
        for (String jvm : JVMS) {
            heaps.add(Heap.of(process(suite, jvm)));
        }
        return heaps;
    }

    private static ProcessHandle process(SuiteProcess suite, String jvm) throws IOException {
        Path file = suite.data().resolve("run").resolve(jvm + ".pid");
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip().split("\\s", 2)[0]))
                .orElseThrow();
    }
}
