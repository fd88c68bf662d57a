package org.aitbc.consoletest;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.aitbc.standalone.demo.DevelopmentFunds;
import org.aitbc.standalone.demo.JobClient;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.suite.DataFolder;
import org.aitbc.standalone.suite.Suite;
import org.aitbc.standalone.suite.SuiteKeys;
import org.aitbc.standalone.suite.SuiteLog;
import org.aitbc.standalone.suite.SuiteOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole suite, with its PostgreSQL, and a worker of two GPUs that the test plays: registered, listed, heard of. */
final class LiveSuite implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String WORKER = "live-worker";
    private static final Map<String, String> SOONER =
            Map.of("aitbc.market.booking.sweep", "200ms", "aitbc.market.listing.every", "200ms");

    private final Suite suite;
    private final SuiteKeys keys;
    private final Path data;
    private final int databasePort;
    private final JobClient client;
    private final JobClient operator;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();

    private LiveSuite(Suite suite, SuiteKeys keys, Path data, int databasePort) {
        this.suite = suite;
        this.keys = keys;
        this.data = data;
        this.databasePort = databasePort;
        this.client = new JobClient(suite.url(), keys.client());
        this.operator = new JobClient(suite.url(), keys.miner());
    }

    static LiveSuite start(Path data) throws InterruptedException, IOException {
        SuiteLog.to(new DataFolder(data).log().toString());
        int databasePort = Ports.free();
        Suite suite = new Suite(
                new SuiteOptions(Ports.free(), data, databasePort, 0, List.of(), false, false, List.of(), SOONER),
                line -> {});
        try {
            SuiteKeys keys = suite.start();
            DevelopmentFunds.give(suite.url(), keys);
            LiveSuite live = new LiveSuite(suite, keys, data, databasePort);
            live.list();
            return live;
        } catch (Throwable e) {
            suite.close();
            throw e;
        }
    }

    private void list() throws IOException, InterruptedException {
        asOperator("/v1/miners/register", """
                {"miner_id":"%s","concurrency":1,"region":"eu-west","capabilities":{"cuda":"12.4",
                 "gpus":[{"name":"NVIDIA L4","memory_mb":24576},{"name":"NVIDIA A10","memory_mb":24576}],
                 "market":{"list":true,"price_per_hour":3.6}}}""".formatted(WORKER));
        var _ = heart.scheduleWithFixedDelay(this::beat, 0, 2, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> gpu("NVIDIA L4").path("status").asString().equals("available"));
    }

    private void beat() {
        try {
            asOperator("/v1/miners/heartbeat", "{\"miner_id\":\"" + WORKER + "\"}");
        } catch (IOException e) {
            // the next one will do
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return suite.url();
    }

    SuiteKeys keys() {
        return keys;
    }

    /** The only GPU of a model. */
    JsonNode gpu(String model) throws IOException, InterruptedException {
        return client.get("/v1/marketplace/gpu/list")
                .valueStream()
                .filter(gpu -> gpu.path("model").asString().equals(model))
                .findFirst()
                .orElseThrow();
    }

    JsonNode asClient(String path) throws IOException, InterruptedException {
        return client.get(path);
    }

    JsonNode asClient(String path, String json) throws IOException, InterruptedException {
        return client.post(path, JSON.readTree(json), "");
    }

    JsonNode asOperator(String path, String json) throws IOException, InterruptedException {
        return operator.post(path, JSON.readTree(json), "");
    }

    /** What its price was in hours in which this suite did not run yet: from 3.6 to 4.2. */
    void remember(String gpu) throws SQLException, IOException {
        String password = Files.readString(data.resolve("postgres/password")).strip();
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + databasePort + "/aitbc", "aitbc", password);
                var insert = connection.prepareStatement("""
                        insert into marketplace.price_sample (gpu_id, hour, price, demand, supply, utilisation, confidence)
                        select ?::uuid, date_trunc('hour', now()) - n * interval '1 hour', 3.6 + (n % 4) * 0.2, 0.5, 1, 0.5, 1
                        from generate_series(1, 12) n""")) {
            insert.setString(1, gpu);
            insert.executeUpdate();
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
        client.close();
        operator.close();
        suite.close();
    }
}
