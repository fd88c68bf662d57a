package org.aitbc.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.aitbc.bench.http.ClosedLoop;
import org.aitbc.bench.process.Server;
import org.aitbc.bench.process.Tool;
import org.aitbc.bench.process.WorkFolder;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/** A Conductor OSS server in a process of its own, which keeps everything in PostgreSQL. */
public final class ConductorOss implements AutoCloseable {

    private static final String VERSION = "3.32.3";

    /** A task that was postponed is not handed out at once. */
    private static final Duration REST_WITHIN = Duration.ofSeconds(20);

    private final Server server;
    private @Nullable Work work;

    private ConductorOss(Server server) {
        this.server = server;
    }

    private record Work(ClosedLoop loop, ConductorWorkflow last, Connection database) {}

    /**
     * Launches it and returns at once. Maven fetches it at first use.
     *
     * @param installed keeps its jar
     */
    public static ConductorOss launch(Path installed, EmbeddedPostgres postgres, WorkFolder folder)
            throws InterruptedException, IOException {
        Path jar = Files.createDirectories(installed).resolve("conductor-server-" + VERSION + "-boot.jar");
        if (!Files.exists(jar)) {
            Tool.run(
                    installed,
                    "mvn",
                    "-B",
                    "-q",
                    "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy",
                    "-Dartifact=org.conductoross:conductor-server:" + VERSION + ":jar:boot",
                    "-DoutputDirectory=" + installed);
        }
        int port = Ports.free();
        List<String> command = new ArrayList<>(Server.java(List.of("-jar", jar.toString())));
        command.addAll(arguments(postgres, port));
        return new ConductorOss(Server.launch(
                new ProcessBuilder(command).directory(folder.path().toFile()),
                port,
                folder.path().resolve("conductor.log")));
    }

    /** Returns how long after the launch it was ready. */
    public Duration awaitReady() throws InterruptedException {
        return server.awaitReady("/health");
    }

    public List<ProcessHandle> processes() {
        return server.processes();
    }

    /** Connects clients that start workflows of one task, and workers that do the task. */
    public void connect(EmbeddedPostgres postgres, int connections) throws IOException, SQLException {
        ConductorWorkflow.define(server.port());
        work = new Work(
                ClosedLoop.of(connections, number -> ConductorWorkflow.open(server.port(), number)),
                ConductorWorkflow.open(server.port(), connections),
                DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password()));
    }

    /** Workflows a second. What clients counted must be in its database. */
    public Map<String, Double> run(double seconds)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        Work clients = work;
        if (clients == null) {
            throw new IllegalStateException("no client is connected");
        }
        long before = count(clients, "COMPLETED");
        ClosedLoop.Done done = clients.loop().run(seconds);
        long jobs = done.jobs();
        long end = System.nanoTime() + REST_WITHIN.toNanos();
        while (count(clients, "RUNNING") > 0 && System.nanoTime() < end) {
            jobs += clients.last().take();
        }
        long completed = count(clients, "COMPLETED") - before;
        long running = count(clients, "RUNNING");
        if (completed != jobs || running != 0) {
            throw new IllegalStateException(
                    "%d tasks were completed, but Conductor has %d completed workflows and %d running"
                            .formatted(jobs, completed, running));
        }
        return Map.of("jobs/s", done.perSecond());
    }

    @Override
    public void close() throws IOException, SQLException {
        if (work != null) {
            work.loop().close();
            work.last().close();
            work.database().close();
        }
        server.close();
    }

    private static long count(Work clients, String status) throws SQLException {
        try (PreparedStatement statement =
                clients.database().prepareStatement("select count(*) from workflow_index where status = ?")) {
            statement.setString(1, status);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Its documented settings for PostgreSQL as store, queue, index and lock, and those that its page on PostgreSQL names for
     * speed. What a queue of jobs does not use is off.
     */
    private static List<String> arguments(EmbeddedPostgres postgres, int port) {
        return List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                // else it closes a connection after a hundred requests, and while it is stopped
                "--server.tomcat.max-keep-alive-requests=-1",
                "--server.tomcat.keep-alive-timeout=1h",
                "--spring.datasource.url=" + postgres.url(),
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password(),
                "--spring.datasource.hikari.maximum-pool-size=20",
                "--conductor.db.type=postgres",
                "--conductor.queue.type=postgres",
                "--conductor.indexing.enabled=true",
                "--conductor.indexing.type=postgres",
                "--conductor.elasticsearch.version=0",
                "--conductor.app.workflowExecutionLockEnabled=true",
                "--conductor.workflow-execution-lock.type=postgres",
                "--conductor.postgres.pollDataFlushInterval=5000",
                "--conductor.postgres.pollDataCacheValidityPeriod=5000",
                "--conductor.postgres.onlyIndexOnStatusChange=true",
                "--conductor.postgres.experimentalQueueNotify=true",
                "--conductor.postgres.experimentalQueueNotifyStalePeriod=5000",
                "--conductor.app.taskIndexingEnabled=false",
                "--conductor.integrations.ai.enabled=false",
                "--conductor.scheduler.enabled=false",
                "--conductor.metrics-prometheus.enabled=false",
                "--loadSample=false",
                "--logging.level.root=WARN");
    }
}
