package org.aitbc.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aitbc.bench.jobs.SuiteJobs;
import org.aitbc.bench.report.FiguresFile;
import org.aitbc.bench.report.Report;
import org.aitbc.bench.suite.SuiteJar;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Jobs through the suite's gateway beside the job queues that people would use instead. */
@Command(
        name = "peers",
        description = "Jobs through the gateway beside graphile-worker, pg-boss and Conductor OSS.",
        mixinStandardHelpOptions = true)
public final class PeersBench implements Callable<Integer> {

    @Mixin
    private SuiteJar suiteJar = new SuiteJar();

    @Option(
            names = "--only",
            split = ",",
            defaultValue = "batched,single,wake-up",
            description = "What to measure (${DEFAULT-VALUE}).")
    private List<String> only = List.of();

    @Option(
            names = "--work-folder",
            defaultValue = ".aitbc/peers",
            description = "Keeps what the package managers fetch (${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    @Mixin
    private Lengths lengths = new Lengths();

    @Mixin
    private FiguresFile figures = new FiguresFile();

    @Override
    public Integer call() throws Exception {
        Path peers = folder.toAbsolutePath();
        NodePeer.install(peers);
        Path data = Files.createTempDirectory(Path.of("").toAbsolutePath(), ".bench-");
        Report report = new Report();
        int failed = 0;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data.resolve("postgres"), Ports.free(), Map.of())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(postgres, data)));
            try (SuiteJobs suite = SuiteJobs.start(suiteJar.path())) {
                Rivals rivals = new Rivals(suite, postgres, peers, data, lengths);
                rivals.warmUp();
                for (String work : only) {
                    failed += measure(rivals, work, report);
                }
            }
        } finally {
            figures.take(report);
        }
        return failed;
    }

    /** One work that fails does not keep the others from being measured. */
    private static int measure(Rivals rivals, String work, Report report) {
        try {
            switch (work) {
                case "batched" -> new BatchedWork(rivals).measure(report);
                case "single" -> new SingleWork(rivals).measure(report);
                case "wake-up" -> new WakeUpWork(rivals).measure(report);
                default -> throw new IllegalArgumentException("no such work: " + work);
            }
            return 0;
        } catch (Exception e) {
            e.printStackTrace();
            System.out.println("FAILED  " + work + ": " + e.getMessage());
            return 1;
        }
    }

    private static void clear(EmbeddedPostgres postgres, Path data) {
        postgres.close();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            System.err.println("left behind: " + data);
        }
    }
}
