package org.aitbc.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aitbc.standalone.machine.Ports;

/** A program in a process of its own that answers HTTP on a port of the loopback. */
public record Server(Process process, int port, Path log, long startedAt) implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final int ENDS_WITHIN_SECONDS = 30;

    /** Launches it and returns at once. */
    public static Server launch(ProcessBuilder command, int port, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            long now = System.nanoTime();
            Server server = new Server(
                    command.redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    port,
                    log,
                    now);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of a command up to the options of a JVM like this one. */
    public static List<String> java(List<String> options) {
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElse("java"));
        words.addAll(options);
        return words;
    }

    /** Waits until this path is answered with 200, and returns how long after the launch that was. */
    public Duration awaitReady(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return await(() -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
        }
    }

    /** Waits until its port is open. */
    public Server awaitPort() throws InterruptedException {
        var _ = await(() -> Ports.answers(port));
        return this;
    }

    private interface Condition {

        boolean holds() throws IOException, InterruptedException;
    }

    private Duration await(Condition condition) throws InterruptedException {
        while (System.nanoTime() - startedAt < READY_WITHIN.toNanos() && process.isAlive()) {
            try {
                if (condition.holds()) {
                    return Duration.ofNanos(System.nanoTime() - startedAt);
                }
            } catch (IOException notYet) {
                // its port is not open
            }
            Thread.sleep(10);
        }
        close();
        throw new IllegalStateException("did not start, see " + log);
    }

    /** The process and all that it started. */
    public List<ProcessHandle> processes() {
        return Processes.family(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
