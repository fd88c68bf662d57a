package org.aitbc.standalone.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.aitbc.localchain.Heartbeat;
import org.aitbc.localchain.LocalChain;
import org.aitbc.localchain.LocalChain.Options;
import org.aitbc.standalone.machine.Backoff;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.machine.ProcessSpec;
import org.aitbc.standalone.machine.SupervisedProcess;

/** The suite's own chain. It keeps its blocks, and is started again when it dies. */
final class OwnChain implements AutoCloseable {

    /** Where services look for the address of a chain's node. */
    static final String VARIABLE = "AITBC_CHAIN_" + Options.DEVELOPMENT + "_URL";

    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(20));
    private static final Duration UP_WITHIN = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final SupervisedProcess process;
    private final String url;
    private final Path output;
    private final long start = System.nanoTime();

    private OwnChain(SupervisedProcess process, String url, Path output) {
        this.process = process;
        this.url = url;
        this.output = output;
    }

    /** Starts it without waiting for it. */
    static OwnChain start(Path program, DataFolder data) {
        try {
            Files.createDirectories(data.chain());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the folder " + data.chain(), e);
        }
        int port = Ports.free();
        Path state = data.chain().resolve("state.json");
        Path output = data.logs().resolve("chain.out");
        ProcessSpec command = ProcessSpec.of(
                "chain", LocalChain.command(program, Options.kept(port, state)), state.toString(), output, "", BACKOFF);
        return new OwnChain(
                SupervisedProcess.start(command, data.chain().resolve("process")), "http://127.0.0.1:" + port, output);
    }

    /** Returns when it answers, or not in time: the suite does without it until it does. */
    void awaitUp(Consumer<String> progress) {
        Heartbeat heartbeat = new Heartbeat(url, Options.DEVELOPMENT);
        try {
            while (System.nanoTime() - start < UP_WITHIN.toNanos()) {
                if (heartbeat.answers()) {
                    progress.accept("%-16s %s".formatted("chain", url));
                    return;
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        progress.accept("%-16s does not answer, see %s".formatted("chain", output));
    }

    /**
     * A block is made of each transaction and none without, so one that waited for more would wait for ever. Transactions cost
     * nothing, so receipts need not be many before they are anchored.
     */
    Map<String, String> properties() {
        return Map.of(
                VARIABLE,
                url,
                "AITBC_CHAIN_" + Options.DEVELOPMENT + "_CONFIRMATIONS",
                "0",
                "AITBC_ANCHOR_EVERY",
                "5s");
    }

    @Override
    public void close() {
        process.close();
    }
}
