package org.aitbc.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.aitbc.standalone.machine.Ports;

/** A suite in a process of its own, as {@code ./aitbc up} starts it. */
public record SuiteProcess(Server server, Path data) implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    /**
     * A fresh suite without workers, in one JVM, which is ready.
     *
     * @param jar the runnable suite
     * @param folder that keeps its data and log
     * @param settings properties of the services
     */
    public static SuiteProcess start(Path jar, WorkFolder folder, Map<String, String> settings)
            throws InterruptedException {
        return start(jar, folder.path().resolve("suite"), settings);
    }

    /** As {@link #start(Path, WorkFolder, Map)}, with a folder of its own for its data. */
    public static SuiteProcess start(Path jar, Path data, Map<String, String> settings) throws InterruptedException {
        SuiteProcess suite = launch(jar, data, settings, List.of("--workers", "0", "--without-chain"), Map.of());
        suite.awaitReady();
        return suite;
    }

    /**
     * Launches it and returns at once.
     *
     * @param arguments further ones of {@code up}
     * @param environment further variables
     */
    public static SuiteProcess launch(
            Path jar,
            Path data,
            Map<String, String> settings,
            List<String> arguments,
            Map<String, String> environment) {
        int port = Ports.free();
        List<String> command = new ArrayList<>(SuiteOptions.java(jar));
        command.addAll(List.of("up", "--port", String.valueOf(port), "--data", data.toString()));
        settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new SuiteProcess(Server.launch(builder, port, data.resolveSibling(data.getFileName() + ".log")), data);
    }

    /** Waits until the suite says that all of it is ready, its workers as well; returns how long after its launch that was. */
    public Duration awaitReady() throws InterruptedException {
        try {
            for (Duration took = Duration.ZERO;
                    took.compareTo(READY_WITHIN) < 0 && server.process().isAlive();
                    took = Duration.ofNanos(System.nanoTime() - server.startedAt())) {
                if (Files.readString(server.log()).contains("all services are up")) {
                    return took;
                }
                Thread.sleep(10);
            }
            throw new IllegalStateException("the suite did not start: " + Files.readString(server.log()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.port();
    }

    /** The development keys: {@code CLIENT_API_KEY}, {@code MINER_API_KEY}, {@code ADMIN_API_KEY}. */
    public String key(String name) {
        Properties keys = new Properties();
        try (var in = Files.newInputStream(data.resolve("keys.env"))) {
            keys.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys.getProperty(name);
    }

    /** Its processes, without those of PostgreSQL. */
    public List<ProcessHandle> processes() {
        List<ProcessHandle> database = database();
        return server.processes().stream()
                .filter(one -> !database.contains(one))
                .toList();
    }

    /** The processes of its PostgreSQL. */
    public List<ProcessHandle> database() {
        return Processes.family(ProcessHandle.of(Long.parseLong(postmaster(0))).orElseThrow());
    }

    /** A session of its own on the suite's database. */
    public Connection connect() throws SQLException {
        try {
            String password =
                    Files.readString(data.resolve("postgres/password")).strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + postmaster(3) + "/aitbc", "aitbc", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** A line of PostgreSQL's own file: the first is its process id, the fourth its port. */
    private String postmaster(int line) {
        try {
            return Files.readAllLines(data.resolve("postgres/data/postmaster.pid"))
                    .get(line)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
