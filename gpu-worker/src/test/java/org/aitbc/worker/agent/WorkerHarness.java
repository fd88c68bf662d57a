package org.aitbc.worker.agent;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.aitbc.domain.receipt.SigningKey;
import org.aitbc.worker.FakeGateway;
import org.aitbc.worker.console.Journal;
import org.aitbc.worker.executor.Toolbox;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.machine.Gpus;
import org.aitbc.worker.options.MarketOptions;
import picocli.CommandLine;

/** A worker that runs beside a test, with what it printed and how it ended. */
final class WorkerHarness implements AutoCloseable {

    static final SigningKey KEY = SigningKey.ofSeed("33".repeat(32));

    final GatedExecutor executor = new GatedExecutor();
    final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Gateway connection;
    private final Worker worker;

    WorkerHarness(FakeGateway gateway, int concurrency) {
        connection = new Gateway(gateway.url(), "key", "miner-1");
        Worker.Setup setup = new Worker.Setup(
                KEY,
                Toolbox.probed(List.of(executor)),
                Gpus.discover(),
                concurrency,
                "here",
                market("--price", "0.02"));
        worker = new Worker(
                connection, setup, new Journal(new PrintStream(printed, true, StandardCharsets.UTF_8), false));
        Thread.ofPlatform().daemon().start(this::run);
    }

    /** What the operator says of money on the command line. */
    static MarketOptions market(String... arguments) {
        MarketOptions market = new MarketOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("market", CommandLine.Model.CommandSpec.forAnnotatedObject(market)))
                .parseArgs(arguments);
        return market;
    }

    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    Status status() {
        return worker.status();
    }

    void drain(Duration limit) {
        worker.drain(limit);
    }

    private void run() {
        try {
            exit.complete(worker.run());
        } catch (InterruptedException | RuntimeException e) {
            exit.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        drain(Duration.ZERO);
        exit.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
        connection.close();
    }
}
