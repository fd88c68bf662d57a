package org.aitbc.bench.chaos.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aitbc.bench.suite.SuiteProcess;

/** A suite of separate services, each behind proxies, and the ways to hurt it. */
public final class Stage implements AutoCloseable {

    /** Short enough that a lease lapses many times in a run. */
    public static final Duration LEASE = Duration.ofSeconds(3);

    public static final int MOST_ATTEMPTS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("aitbc.lease.duration", LEASE.toSeconds() + "s"),
            Map.entry("aitbc.lease.max-attempts", String.valueOf(MOST_ATTEMPTS)),
            Map.entry("aitbc.miners.offline-after", LEASE.toSeconds() + "s"),
            Map.entry("aitbc.miners.heartbeat-interval", "1s"),
            Map.entry("aitbc.payments.orphan-after", "3s"),
            Map.entry("aitbc.payments.sweep", "500ms"),
            Map.entry("aitbc.payments.audit", "1s"),
            // the load is to be as fast as it can
            Map.entry("aitbc.rate-limits.roles.client.per-second", "1000000"),
            Map.entry("aitbc.rate-limits.roles.client.burst", "1000000"),
            Map.entry("aitbc.rate-limits.roles.miner.per-second", "1000000"),
            Map.entry("aitbc.rate-limits.roles.miner.burst", "1000000"));

    private final Lines lines;
    private final SuiteProcess suite;
    private final Direct database;
    private final HttpClient http = HttpClient.newHttpClient();

    private Stage(Lines lines, SuiteProcess suite) {
        this.lines = lines;
        this.suite = suite;
        this.database = new Direct(lines.databasePort(), read(suite.data().resolve("postgres/password")));
    }

    /** @param jar the runnable suite; its worker is run with it */
    public static Stage start(Path jar) throws InterruptedException, SQLException {
        Lines lines = new Lines();
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(lines.settings());
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "--separate",
                                "--without-chain",
                                "--workers",
                                "1",
                                "--db-port",
                                String.valueOf(lines.databasePort())),
                        Stream.of("--allow-command", "--concurrency", "4").map(word -> "--worker-arg=" + word))
                .toList();
        Stage stage = new Stage(lines, SuiteProcess.start(jar, settings, arguments, lines.environment()));
        LeaseWatch.begin(stage.database);
        return stage;
    }

    public SuiteProcess suite() {
        return suite;
    }

    public Lines lines() {
        return lines;
    }

    public Direct database() {
        return database;
    }

    public String url() {
        return "http://127.0.0.1:" + suite.port();
    }

    public Victim process(Service service) {
        return new Victim(service.module(), suite.data().resolve("run").resolve(service.module() + ".pid"));
    }

    public Victim worker() {
        return new Victim("gpu-worker", suite.data().resolve("workers/worker-1/process"));
    }

    public Victim postgres() {
        return new Victim("PostgreSQL", suite.data().resolve("postgres/data/postmaster.pid"));
    }

    /** Whether the service itself says it is ready: what the gateway knows of it may be a second old. */
    public boolean isReady(Service service) throws InterruptedException {
        String path = service == Service.GATEWAY
                ? url() + "/health/ready"
                : "http://127.0.0.1:" + lines.port(service) + "/actuator/health/readiness";
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(path))
                                            .timeout(PATIENCE)
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Whether everything answers. */
    public boolean isWhole() throws InterruptedException {
        for (Service service : Service.values()) {
            if (!isReady(service)) {
                return false;
            }
        }
        return worker().process().isPresent();
    }

    @Override
    public void close() {
        suite.close();
        lines.close();
        http.close();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
