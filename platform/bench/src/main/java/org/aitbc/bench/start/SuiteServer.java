package org.aitbc.bench.start;

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
import org.aitbc.bench.suite.SuiteJvm;
import org.aitbc.standalone.machine.Ports;

/** The suite as {@code ./aitbc up} runs it, without workers; PostgreSQL is started with it. */
final class SuiteServer implements Server {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final long BETWEEN_LOOKS_MILLIS = 10;

    private final Process process;
    private final Path data;
    private final int port;
    private final long start = System.nanoTime();

    private SuiteServer(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    static SuiteServer launch(Path jar, Path data, List<String> arguments) {
        int port = Ports.free();
        List<String> command = new ArrayList<>(SuiteJvm.command(jar));
        command.addAll(List.of("up", "--workers", "0", "--port", "" + port, "--data", data.toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            data.resolveSibling(data.getFileName() + ".out").toFile())
                    .start();
            return new SuiteServer(process, data, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Duration awaitReady() throws InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (long now = start; now - start < READY_WITHIN.toNanos() && process.isAlive(); now = System.nanoTime()) {
                if (answersWell(http, ready)) {
                    return Duration.ofNanos(System.nanoTime() - start);
                }
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        }
        throw new IllegalStateException("the suite did not start, see " + data + ".out");
    }

    private static boolean answersWell(HttpClient http, HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public List<ProcessHandle> processes() {
        List<ProcessHandle> database = database();
        return Server.family(process.toHandle()).stream()
                .filter(one -> !database.contains(one))
                .toList();
    }

    @Override
    public List<ProcessHandle> database() {
        try {
            String postmaster = Files.readAllLines(data.resolve("postgres/data/postmaster.pid"))
                    .getFirst();
            return Server.family(
                    ProcessHandle.of(Long.parseLong(postmaster.strip())).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
