package org.aitbc.bench.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aitbc.bench.report.FiguresFile;
import org.aitbc.bench.report.Report;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The suite's ledger beside the usual way to move money, in turn on the same PostgreSQL. */
@Command(
        name = "ledger",
        description = "Transfers a second of the ledger, and of a transaction with row locks for each.",
        mixinStandardHelpOptions = true)
public final class LedgerBench implements Callable<Integer> {

    private static final int OTHER_CONNECTIONS = 50;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "Seconds of each way before the first figure (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--round", defaultValue = "3", description = "Seconds of one figure (${DEFAULT-VALUE}).")
    private int round;

    @Option(names = "--rounds", defaultValue = "5", description = "Figures whose median is taken (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--clients",
            split = ",",
            defaultValue = "16,64,256",
            description = "Clients at once, and connections of the usual way (${DEFAULT-VALUE}).")
    private List<Integer> clients = List.of();

    @Option(
            names = "--scenarios",
            split = ",",
            defaultValue = "RANDOM,HOT,FEE",
            description = "Who pays whom: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private List<Scenario> scenarios = List.of();

    @Option(
            names = "--together",
            description = "The usual way sends its inserts in one round trip, and its updates in another.")
    private boolean together;

    @Mixin
    private FiguresFile figures = new FiguresFile();

    @Override
    public Integer call() throws Exception {
        Report report = new Report();
        int most = Collections.max(clients);
        Path data = Files.createTempDirectory(Path.of("").toAbsolutePath(), ".bench-");
        Map<String, String> settings = Map.of("max_connections", String.valueOf(most + OTHER_CONNECTIONS));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, Ports.free(), settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(postgres, data)));
            Database database = new Database(postgres.url(), postgres.user(), postgres.password());
            Comparison comparison = new Comparison(database, Duration.ofSeconds(round), rounds, together, report);
            comparison.prepare(most, Duration.ofSeconds(warmUp));
            for (Scenario scenario : scenarios) {
                for (int count : clients) {
                    comparison.measure(scenario, count);
                }
            }
        }
        figures.take(report);
        return 0;
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
