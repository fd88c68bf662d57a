package org.aitbc.bench.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aitbc.bench.process.Processes;
import org.aitbc.bench.process.SuiteOptions;
import org.aitbc.bench.process.SuiteProcess;
import org.aitbc.bench.process.WorkFolder;
import org.aitbc.bench.report.Contest;
import org.aitbc.bench.report.Contest.Contender;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Report;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How soon the whole suite is ready and what it takes when idle, beside one Conductor server. */
@Command(
        name = "start",
        description = "Starts, and memory and processor time when idle, of the suite and of Conductor in turn.")
public final class StartBench implements Callable<Integer> {

    private static final String SUITE = "suite";
    private static final String SEPARATE = "suite in separate JVMs";
    private static final String CONDUCTOR = "Conductor OSS";
    private static final String SECONDS = "s";
    private static final String JVM = "JVM MB";
    private static final String DATABASE = "PostgreSQL MB";

    @Mixin
    private SuiteOptions options = new SuiteOptions();

    @Mixin
    private PeerOptions peers = new PeerOptions();

    @Option(names = "--rounds", defaultValue = "5", description = "Starts whose median is taken (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--idle", defaultValue = "60", description = "Seconds of idling (${DEFAULT-VALUE}).")
    private int idle;

    private final Report report = new Report();

    /** What is done with a server that is ready. */
    private interface Use {

        Map<String, Double> of(double seconds, List<ProcessHandle> own, List<ProcessHandle> database)
                throws InterruptedException;
    }

    @Override
    public Integer call() throws Exception {
        try (WorkFolder folder = WorkFolder.create();
                EmbeddedPostgres postgres = folder.postgres(Map.of())) {
            // the first start, on an empty database, is not counted
            Contest starts =
                    contest("start", folder, postgres, StartBench::started).play(1, rounds);
            starts.addTo(report);
            starts.judge(
                    report,
                    Goal.atMost(0.2, "x", "start of the suite with PostgreSQL, beside Conductor's"),
                    SUITE,
                    CONDUCTOR,
                    SECONDS);
            Contest idling = contest("idle", folder, postgres, this::idled).play(0, 1);
            idling.addTo(report);
            double suite = idling.median(SUITE, JVM) + idling.median(SUITE, DATABASE);
            double conductor = idling.median(CONDUCTOR, JVM);
            report.judge(
                    Goal.atMost(1, "x", "idle memory of the suite with PostgreSQL, beside Conductor's JVM"),
                    suite / conductor,
                    "%.0f MB and %.0f MB".formatted(suite, conductor));
        }
        report.printGoals();
        return 0;
    }

    private Contest contest(String work, WorkFolder folder, EmbeddedPostgres postgres, Use use) {
        return new Contest(
                work,
                List.of(
                        new Contender(SUITE, () -> suite(folder.path().resolve("suite"), List.of(), use)),
                        new Contender(
                                SEPARATE, () -> suite(folder.path().resolve("separate"), List.of("--separate"), use)),
                        new Contender(CONDUCTOR, () -> conductor(folder, postgres, use))));
    }

    /** As {@code ./aitbc up} starts it, without workers; PostgreSQL is started with it. */
    private Map<String, Double> suite(Path data, List<String> arguments, Use use) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("--workers", "0"));
        all.addAll(arguments);
        try (SuiteProcess suite = SuiteProcess.launch(options.jar(), data, Map.of(), all, Map.of())) {
            double seconds = suite.server().awaitReady("/health/ready").toMillis() / 1e3;
            return use.of(seconds, suite.processes(), suite.database());
        }
    }

    private Map<String, Double> conductor(WorkFolder folder, EmbeddedPostgres postgres, Use use) throws Exception {
        try (ConductorOss conductor = ConductorOss.launch(peers.folder(), postgres, folder)) {
            double seconds = conductor.awaitReady().toMillis() / 1e3;
            ProcessHandle database = ProcessHandle.of(postgres.pid()).orElseThrow();
            return use.of(seconds, conductor.processes(), Processes.family(database));
        }
    }

    private static Map<String, Double> started(double seconds, List<ProcessHandle> own, List<ProcessHandle> database) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(SECONDS, seconds);
        figures.put("cpu s", Processes.cpuSeconds(own));
        return figures;
    }

    private Map<String, Double> idled(double seconds, List<ProcessHandle> own, List<ProcessHandle> database)
            throws InterruptedException {
        // what a start leaves to be done soon is not idling
        Thread.sleep(idle * 500L);
        double before = Processes.cpuSeconds(own) + Processes.cpuSeconds(database);
        Thread.sleep(idle * 500L);
        double cpu = Processes.cpuSeconds(own) + Processes.cpuSeconds(database) - before;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(JVM, Processes.proportionalMegabytes(own));
        figures.put(DATABASE, Processes.proportionalMegabytes(database));
        figures.put("cpu s a minute", cpu * 120 / idle);
        return figures;
    }
}
