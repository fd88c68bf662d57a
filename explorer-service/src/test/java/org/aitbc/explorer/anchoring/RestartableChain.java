package org.aitbc.explorer.anchoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.aitbc.localchain.LocalChain;
import org.jspecify.annotations.Nullable;

/** A chain that makes a block every quarter of a second, ends with the process, and can be stopped and started meanwhile. */
final class RestartableChain {

    private static final Duration BLOCK_TIME = Duration.ofMillis(250);

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
            running = LocalChain.start(new LocalChain.Options(port, id, BLOCK_TIME, state, null));
            port = Integer.parseInt(running.url().substring(running.url().lastIndexOf(':') + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
}
