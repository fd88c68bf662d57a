package org.aitbc.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.aitbc.bench.conductor.Conductor;
import org.aitbc.bench.report.FiguresFile;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Report;
import org.aitbc.bench.suite.SuiteJar;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How soon the whole suite is ready and what it takes when idle, beside one Conductor server. */
@Command(
        name = "start",
        description = "Starts, and memory and processor time when idle, of the suite and of Conductor in turn.",
        mixinStandardHelpOptions = true)
public final class StartBench implements Callable<Integer> {

    private static final Goal START = Goal.atMost(0.2, "x", "start of the suite with PostgreSQL, beside Conductor's");
    private static final Goal MEMORY =
            Goal.atMost(1.0, "x", "idle memory of the suite with PostgreSQL, beside Conductor's JVM");

    @Mixin
    private SuiteJar suiteJar = new SuiteJar();

    @Option(names = "--work-folder", defaultValue = ".aitbc/peers", description = "Keeps Conductor (${DEFAULT-VALUE}).")
    private Path peers = Path.of("");

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Starts of each whose median is taken (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--idle", defaultValue = "60", description = "Seconds of idling (${DEFAULT-VALUE}).")
    private int idle;

    @Mixin
    private FiguresFile figures = new FiguresFile();

    private final Report report = new Report();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path jar = Conductor.jar(Files.createDirectories(peers));
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), ".bench-");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("conductor"))) {
            compare(
                    suite("suite", folder.resolve("suite"), List.of()),
                    suite("suite in separate JVMs", folder.resolve("separate"), List.of("--separate")),
                    new Contender("Conductor", () -> ConductorServer.launch(jar, postgres, folder), report));
        }
        FileSystemUtils.deleteRecursively(folder);
        figures.take(report);
        return 0;
    }

    private Contender suite(String name, Path data, List<String> arguments) {
        return new Contender(name, () -> SuiteServer.launch(suiteJar.path(), data, arguments), report);
    }

    private void compare(Contender suite, Contender separate, Contender conductor) throws InterruptedException {
        List<Contender> all = List.of(suite, separate, conductor);
        for (Contender one : all) {
            one.first();
        }
        for (int round = 0; round < rounds; round++) {
            for (Contender one : all) {
                one.again();
            }
        }
        report.add(START.judge(
                suite.start() / conductor.start(),
                String.format(
                        Locale.ROOT,
                        "%.1f s, in separate JVMs %.1f s, Conductor %.1f s",
                        suite.start(),
                        separate.start(),
                        conductor.start())));
        Idle ours = suite.idle(idle);
        separate.idle(idle);
        Idle theirs = conductor.idle(idle);
        report.add(MEMORY.judge(
                ours.all() / theirs.own(),
                String.format(
                        Locale.ROOT,
                        "%.0f MB, Conductor %.0f MB, %.0f MB with its PostgreSQL",
                        ours.all(),
                        theirs.own(),
                        theirs.all())));
    }
}
