package org.aitbc.bench.chaos.environment;

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
import org.aitbc.bench.process.SuiteOptions;
import org.aitbc.bench.process.SuiteProcess;

/** A suite of separate services, each behind proxies, and the ways to reach its parts. */
public record Environment(Network network, SuiteProcess suite, DirectDatabase database, HttpClient http)
        implements AutoCloseable {

    /** Short enough that a lease lapses many times in a run. */
    public static final Duration LEASE = Duration.ofSeconds(3);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("aitbc.lease.duration", LEASE.toSeconds() + "s"),
            Map.entry("aitbc.lease.max-attempts", "4"),
            Map.entry("aitbc.miners.offline-after", LEASE.toSeconds() + "s"),
            Map.entry("aitbc.miners.heartbeat-interval", "1s"),
            Map.entry("aitbc.payments.orphan-after", "3s"),
            Map.entry("aitbc.payments.sweep", "500ms"),
            Map.entry("aitbc.payments.audit", "1s"),
            Map.entry("aitbc.trading.sweep", "500ms"),
            Map.entry("aitbc.governance.voting-delay", "0s"),
            Map.entry("aitbc.governance.voting-period", "4s"),
            Map.entry("aitbc.governance.late-extension", "0s"));

    /**
     * @param jar the runnable suite; its worker is run with it
     * @param folder that keeps its data and log
     */
    public static Environment start(Path jar, Path folder) throws InterruptedException, SQLException {
        Network network = new Network();
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(SuiteOptions.NO_RATE_LIMITS);
        settings.putAll(network.settings());
        List<String> arguments = List.of(
                "--separate",
                "--without-chain",
                "--workers=1",
                "--db-port=" + network.databasePort(),
                "--worker-arg=--allow-command",
                "--worker-arg=--concurrency",
                "--worker-arg=4");
        SuiteProcess suite =
                SuiteProcess.launch(jar, folder.resolve("suite"), settings, arguments, network.environment());
        var _ = suite.awaitReady();
        DirectDatabase database =
                new DirectDatabase(network.databasePort(), read(suite.data().resolve("postgres/password")));
        LeaseAudit.begin(database);
        return new Environment(network, suite, database, HttpClient.newHttpClient());
    }

    public String url() {
        return "http://127.0.0.1:" + suite.port();
    }

    public TargetProcess process(Service service) {
        return target(service.module(), "run/" + service.module() + ".pid");
    }

    public TargetProcess worker() {
        return target("gpu-worker", "workers/worker-1/process");
    }

    public TargetProcess postgres() {
        return target("PostgreSQL", "postgres/data/postmaster.pid");
    }

    /** Whether the service itself says it is ready: what the gateway knows of it may be a second old. */
    public boolean isReady(Service service) throws InterruptedException {
        String path = service == Service.GATEWAY
                ? url() + "/health/ready"
                : "http://127.0.0.1:" + network.port(service) + "/actuator/health/readiness";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(path)).timeout(TIMEOUT).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Whether everything is ready. */
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
        network.close();
        http.close();
    }

    private TargetProcess target(String name, String pidFile) {
        return new TargetProcess(name, suite.data().resolve(pidFile));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
