package org.aitbc.bench.ledger;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aitbc.bench.process.WorkFolder;
import org.aitbc.bench.report.Durations;
import org.aitbc.bench.report.Report;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The suite's ledger beside the usual way to move money, in turn on the same PostgreSQL. */
@Command(
        name = "ledger",
        description = "Transfers a second of the ledger, and of a transaction with row locks for each.")
public final class LedgerBench implements Callable<Integer> {

    private static final int OTHER_CONNECTIONS = 50;

    @Mixin
    private Durations durations = new Durations();

    @Option(
            names = "--clients",
            split = ",",
            defaultValue = "16,64,256",
            description = "Clients at once, and connections of the usual way (${DEFAULT-VALUE}).")
    private List<Integer> clients = List.of();

    @Option(
            names = "--scenarios",
            split = ",",
            defaultValue = "RANDOM,HOT",
            description = "Who pays whom: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private List<Scenario> scenarios = List.of();

    @Override
    public Integer call() throws Exception {
        Report report = new Report();
        Map<String, String> settings =
                Map.of("max_connections", String.valueOf(Collections.max(clients) + OTHER_CONNECTIONS));
        try (WorkFolder folder = WorkFolder.create();
                EmbeddedPostgres postgres = folder.postgres(settings)) {
            Database database = new Database(postgres.url(), postgres.user(), postgres.password());
            Comparison comparison = new Comparison(database, durations, report);
            comparison.prepare();
            for (Scenario scenario : scenarios) {
                for (int count : clients) {
                    comparison.measure(scenario, count);
                }
            }
        }
        report.printGoals();
        return 0;
    }
}
