package org.aitbc.bench.conductor;

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
import org.aitbc.bench.process.Tool;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.postgres.EmbeddedPostgres;

/** A Conductor OSS server in a process of its own, which keeps everything in PostgreSQL. */
public final class Conductor implements AutoCloseable {

    public static final String VERSION = "3.32.3";

    private static final int FETCH_SECONDS = 540;
    private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(4);

    private final Process process;
    private final int port;
    private final Path log;
    private final long start = System.nanoTime();

    private Conductor(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Where its jar is; Maven fetches it at first use.
     *
     * @param folder that keeps it; made when missing
     */
    public static Path jar(Path folder) throws InterruptedException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path jar = folder.resolve("conductor-server-" + VERSION + "-boot.jar").toAbsolutePath();
        if (!Files.exists(jar)) {
            System.err.println("fetching Conductor " + VERSION + " (460 MB)");
            Tool.run(
                    folder,
                    FETCH_SECONDS,
                    List.of(
                            "mvn",
                            "-B",
                            "-q",
                            "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy",
                            "-Dartifact=org.conductoross:conductor-server:" + VERSION + ":jar:boot",
                            "-DoutputDirectory=" + folder.toAbsolutePath()));
        }
        return jar;
    }

    /**
     * Launches it and returns at once.
     *
     * @param folder for its log, and what it writes to its working directory
     * @param javaOptions of its JVM, which is the one that runs this
     */
    public static Conductor launch(Path jar, EmbeddedPostgres postgres, Path folder, List<String> javaOptions) {
        int port = Ports.free();
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(ConductorSettings.arguments(postgres, port));
        Path log = folder.resolve("conductor.log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Conductor conductor = new Conductor(process, port, log);
            Runtime.getRuntime().addShutdownHook(new Thread(conductor::close));
            return conductor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until {@code /health} says so, and answers how long that took from the launch. */
    public Duration awaitHealthy() throws InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (since() < HEALTHY_WITHIN.toNanos() && process.isAlive()) {
                if (answersWell(http, health)) {
                    return Duration.ofNanos(since());
                }
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("Conductor did not start, see " + log);
    }

    public int port() {
        return port;
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private long since() {
        return System.nanoTime() - start;
    }

    private static boolean answersWell(HttpClient http, HttpRequest health) throws InterruptedException {
        try {
            var answer = http.send(health, BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("\"healthy\":true");
        } catch (IOException notYet) {
            return false;
        }
    }
}
