package org.aitbc.localchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An Ethereum chain of this machine, for development and tests: Foundry's anvil on the loopback address. It ends with the
 * process that started it, however that ends.
 */
public final class LocalChain implements AutoCloseable {

    private static final Duration UP_WITHIN = Duration.ofSeconds(20);
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);

    /**
     * Runs its arguments until they end, it is told to, or its input does. Anvil takes no notice of its input, and writes
     * its state down only when it is asked to end.
     */
    private static final String TIED = """
            trap '' INT HUP
            exec 3<&0
            "$@" </dev/null 3<&- &
            chain=$!
            trap 'kill "$chain" 2>/dev/null' TERM
            (while read -r _ <&3; do :; done; kill "$chain" 2>/dev/null) &
            lifeline=$!
            while kill -0 "$chain" 2>/dev/null; do
              wait "$chain"
              status=$?
            done
            kill "$lifeline" 2>/dev/null
            exit "${status:-1}"
            """;

    private final Process process;
    private final String url;
    private final long chainId;

    private LocalChain(Process process, String url, long chainId) {
        this.process = process;
        this.url = url;
        this.chainId = chainId;
    }

    /**
     * What a chain is asked to be.
     *
     * @param port to listen on, or 0 for a free one
     * @param blockTime between blocks; without it each transaction makes a block at once, and nothing else does
     * @param stateFile keeps the chain from one start to the next; the folder has to be there
     * @param mnemonic of the ten accounts that have 10,000 ether each; without it Foundry's own, which everybody knows
     */
    public record Options(
            int port,
            long chainId,
            @Nullable Duration blockTime,
            @Nullable Path stateFile,
            @Nullable String mnemonic) {

        public static final long DEVELOPMENT = 31_337;

        /** A chain that keeps nothing, and makes a block of each transaction. */
        public static Options transitory(long chainId) {
            return new Options(0, chainId, null, null, null);
        }

        /** A chain of development that a file keeps. */
        public static Options kept(int port, Path stateFile) {
            return new Options(port, DEVELOPMENT, null, stateFile, null);
        }
    }

    /**
     * The program: what the variable {@code AITBC_ANVIL} names, or else {@code .aitbc/chain/anvil} in the working folder or
     * the nearest folder above it that has one.
     */
    public static Optional<Path> binary() {
        Optional<Path> named = Optional.ofNullable(System.getenv("AITBC_ANVIL"))
                .filter(name -> !name.isBlank())
                .map(Path::of);
        return (named.isPresent()
                        ? named.stream()
                        : Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                                .map(folder -> folder.resolve(".aitbc/chain/anvil")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The words of the command that runs a chain for as long as its input is open. */
    public static List<String> command(Path binary, Options options) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", TIED, "local-chain"));
        // pages in a browser on this machine are not to use it
        words.addAll(List.of(binary.toString(), "--silent", "--no-cors", "--host", "127.0.0.1"));
        words.addAll(List.of("--port", "" + options.port(), "--chain-id", "" + options.chainId()));
        if (options.blockTime() != null) {
            words.addAll(List.of("--block-time", "" + options.blockTime().toMillis() / 1000.0));
        }
        if (options.mnemonic() != null) {
            words.addAll(List.of("--mnemonic", options.mnemonic()));
        }
        if (options.stateFile() != null) {
            words.addAll(List.of("--state-interval", "10", "--state", "" + options.stateFile()));
        }
        return words;
    }

    /** Starts the program of {@link #binary()} and returns when the chain answers. */
    public static LocalChain start(Options options) throws InterruptedException {
        Path binary = binary().orElseThrow(() -> new IllegalStateException("there is no anvil, see AITBC_ANVIL"));
        int port = free(options.port());
        Options all =
                new Options(port, options.chainId(), options.blockTime(), options.stateFile(), options.mnemonic());
        try {
            Path output = Files.createTempFile("local-chain", ".log");
            output.toFile().deleteOnExit();
            Process process = new ProcessBuilder(command(binary, all))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            LocalChain chain = new LocalChain(process, "http://127.0.0.1:" + port, options.chainId());
            chain.awaitAnswer(output);
            return chain;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + binary, e);
        }
    }

    /** Where it answers JSON-RPC. */
    public String url() {
        return url;
    }

    public long chainId() {
        return chainId;
    }

    /** Ends it, once it has written its state down. */
    @Override
    public void close() {
        process.toHandle().destroy();
        if (!hasEndedWithin(TIME_TO_END)) {
            process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void awaitAnswer(Path output) throws InterruptedException, IOException {
        Heartbeat heartbeat = new Heartbeat(url, chainId);
        for (long end = System.nanoTime() + UP_WITHIN.toNanos(); System.nanoTime() < end; ) {
            boolean answers = heartbeat.answers();
            if (!process.isAlive()) {
                break;
            }
            if (answers) {
                return;
            }
            Thread.sleep(20);
        }
        close();
        throw new IllegalStateException("the chain did not start at " + url + ": "
                + Files.readString(output).strip());
    }

    private boolean hasEndedWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The port itself or, for 0, any free one: another process on it would answer in the chain's place. */
    private static int free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("port " + port + " is in use", e);
        }
    }
}
