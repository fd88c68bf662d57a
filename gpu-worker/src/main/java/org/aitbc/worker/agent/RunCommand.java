package org.aitbc.worker.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.aitbc.worker.console.Journal;
import org.aitbc.worker.executor.Toolbox;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.machine.Gpus;
import org.aitbc.worker.options.ExecutorOptions;
import org.aitbc.worker.options.GatewayOptions;
import org.aitbc.worker.options.MarketOptions;
import org.aitbc.worker.options.StateOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: work until told to stop. */
@Command(name = "run", description = "Take jobs from the gateway, run them, send signed results.")
public final class RunCommand implements Callable<Integer> {

    private static final int MOST_SLOTS = 1024;

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private StateOptions state = new StateOptions();

    @Mixin
    private ExecutorOptions executors = new ExecutorOptions();

    @Mixin
    private MarketOptions market = new MarketOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--miner-id",
            paramLabel = "ID",
            defaultValue = "${env:AITBC_MINER_ID}",
            description = "id of this worker (AITBC_MINER_ID, default: made once and kept)")
    private @Nullable String minerId;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "${env:AITBC_CONCURRENCY:-1}",
            description = "jobs at a time, 1 to 1024 (AITBC_CONCURRENCY, default 1)")
    private int concurrency = 1;

    @Option(
            names = "--region",
            paramLabel = "R",
            defaultValue = "${env:AITBC_REGION}",
            description = "where this machine is (AITBC_REGION)")
    private @Nullable String region;

    @Option(
            names = "--drain-seconds",
            paramLabel = "S",
            defaultValue = "${env:AITBC_DRAIN_SECONDS:-30}",
            description = "how long running jobs may go on after SIGTERM (AITBC_DRAIN_SECONDS, default 30)")
    private int drainSeconds = 30;

    @Option(
            names = "--status-port",
            paramLabel = "PORT",
            defaultValue = "${env:AITBC_STATUS_PORT}",
            description = "tell health, running jobs, counts and earnings of today as JSON on this port of loopback"
                    + " (AITBC_STATUS_PORT, default: none)")
    private @Nullable Integer statusPort;

    @Override
    public Integer call() throws InterruptedException, IOException {
        check();
        Journal journal = Journal.ofConsole();
        WorkerState kept = WorkerState.in(state.folder(), minerId);
        if (!kept.lock(state.folder())) {
            journal.line("another worker runs as " + kept.minerId() + " already");
            return 2;
        }
        Gpus gpus = Gpus.discover();
        Toolbox toolbox = Toolbox.probed(executors.executors(gpus.now()));
        journal.line("GPUs by " + gpus.source() + ": " + gpus.now().size() + "; job types " + toolbox.jobTypes());
        try (Gateway connection = new Gateway(gateway.url(), gateway.apiKey(), kept.minerId())) {
            Worker worker = new Worker(
                    connection, new Worker.Setup(kept.key(), toolbox, gpus, concurrency, region, market), journal);
            Signals.onFirst(() -> worker.drain(Duration.ofSeconds(drainSeconds)));
            if (statusPort != null) {
                worker.status().serve(statusPort);
            }
            int code = worker.run();
            journal.line("stopped");
            return code;
        }
    }

    private void check() {
        String complaint = gateway.apiKey().isBlank()
                ? "Missing --api-key (or AITBC_API_KEY)"
                : concurrency < 1 || concurrency > MOST_SLOTS
                        ? "--concurrency must be 1 to " + MOST_SLOTS
                        : drainSeconds < 0
                                ? "--drain-seconds must not be negative"
                                : statusPort != null && (statusPort < 1 || statusPort > 65_535)
                                        ? "--status-port must be 1 to 65535"
                                        : market.complaint();
        if (spec != null && !complaint.isEmpty()) {
            throw new ParameterException(spec.commandLine(), complaint);
        }
    }
}
