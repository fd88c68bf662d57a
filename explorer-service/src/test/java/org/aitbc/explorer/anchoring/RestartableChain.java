package org.aitbc.explorer.anchoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.aitbc.explorer.chain.Call;
import org.aitbc.explorer.chain.Node;
import org.aitbc.localchain.LocalChain;
import org.jspecify.annotations.Nullable;

/**
 * A chain that makes a block every quarter of a second, ends with the process, and can be stopped and started meanwhile. It is
 * told to make each block, and none during a reorganisation: where anvil does both at once, blocks may stay whose effects are
 * gone.
 */
final class RestartableChain {

    private static final Duration BLOCK_TIME = Duration.ofMillis(250);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final long id;
    private final Path state;
    private int port;
    private @Nullable LocalChain running;

    RestartableChain(long id) {
        this.id = id;
        try {
            state = Files.createTempDirectory("chain").resolve("state.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it answers, or where nothing does when there is no program to run it. */
    synchronized String url() {
        if (running == null && LocalChain.binary().isPresent()) {
            start();
        }
        return "http://127.0.0.1:" + (port == 0 ? 9 : port);
    }

    synchronized void start() {
        try {
            LocalChain chain = LocalChain.start(new LocalChain.Options(port, id, NEVER, state, null));
            port = Integer.parseInt(chain.url().substring(chain.url().lastIndexOf(':') + 1));
            running = chain;
            Thread.ofVirtual().name("blocks").start(() -> makeBlocks(chain));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized void makeBlocks(LocalChain chain) {
        try {
            while (running == chain) {
                ask("evm_mine");
                wait(BLOCK_TIME.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last blocks are replaced by as many empty ones. */
    synchronized void reorganise(int depth) {
        ask("anvil_reorg", depth, List.of());
    }

    private void ask(String method, Object... parameters) {
        new Node(id, "http://127.0.0.1:" + port, TIMEOUT)
                .ask(List.of(Call.of(method, parameters)))
                .getFirst()
                .orThrow();
    }

    /** It writes its state down. */
    synchronized void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** What it was is lost. */
    synchronized void forget() {
        stop();
        try {
            Files.deleteIfExists(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops, with what is written down now to come back to. */
    synchronized void save() {
        stop();
        copy(state, saved());
    }

    /** Goes on from where it was saved; what came after is lost. */
    synchronized void rewind() {
        stop();
        copy(saved(), state);
        start();
    }

    private Path saved() {
        return state.resolveSibling("saved.json");
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
