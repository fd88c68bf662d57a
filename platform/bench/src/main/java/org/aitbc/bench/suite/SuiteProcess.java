package org.aitbc.bench.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A fresh suite in a process of its own, as {@code ./aitbc up} starts it, without workers; its data goes with it. */
public final class SuiteProcess implements AutoCloseable {

    private static final long READY_WITHIN_SECONDS = 300;

    private final Process process;
    private final Path data;
    private final int port;
    private volatile boolean kept;

    private SuiteProcess(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    /**
     * @param jar the runnable suite
     * @param settings properties of the services, beyond what a suite has by itself
     */
    public static SuiteProcess start(Path jar, Map<String, String> settings) throws InterruptedException {
        return start(jar, settings, List.of("--workers", "0", "--without-chain"), Map.of());
    }

    /**
     * @param arguments further ones of {@code up}
     * @param environment further variables
     */
    public static SuiteProcess start(
            Path jar, Map<String, String> settings, List<String> arguments, Map<String, String> environment)
            throws InterruptedException {
        try {
            Path data = Files.createTempDirectory(Path.of("").toAbsolutePath(), ".bench-");
            int port = freePort();
            List<String> command = new ArrayList<>(SuiteJvm.command(jar));
            command.addAll(List.of("up", "--port", String.valueOf(port), "--data", data.toString()));
            new TreeMap<>(settings).forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
            command.addAll(arguments);
            Path log = data.resolve("bench.log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            SuiteProcess suite = new SuiteProcess(process, data, port);
            Runtime.getRuntime().addShutdownHook(new Thread(suite::close));
            suite.awaitReady(log);
            return suite;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** The folder that holds all it keeps. */
    public Path data() {
        return data;
    }

    /** Its data is to stay when it ends. */
    public void keepData() {
        kept = true;
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

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            if (!kept && Files.exists(data)) {
                delete();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /** A session of its own on the suite's database. */
    public Connection connect() throws SQLException {
        Path postgres = data.resolve("postgres");
        try {
            // the fourth line is the port
            String port =
                    Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(3);
            String password = Files.readString(postgres.resolve("password")).strip();
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/aitbc", "aitbc", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has used of the machine's cores since it started. */
    public CpuTime cpu() throws IOException {
        Path server = data.resolve("postgres/data/postmaster.pid");
        return CpuTime.of(
                process.pid(),
                Long.parseLong(Files.readAllLines(server).getFirst().strip()));
    }

    private void delete() {
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + data);
        }
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS); System.nanoTime() < end; ) {
            if (Files.readString(log).contains("ready http")) {
                return;
            }
            if (!process.isAlive()) {
                break;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the suite did not start: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
