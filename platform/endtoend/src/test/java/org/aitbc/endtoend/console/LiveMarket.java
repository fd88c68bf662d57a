package org.aitbc.endtoend.console;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.aitbc.endtoend.RunningSuite;
import org.aitbc.endtoend.SeenAnswers;
import org.aitbc.standalone.demo.JobClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One test's part of the market: a client with money, and an operator whose worker of two GPUs the test plays, in a region of its own. */
final class LiveMarket implements AutoCloseable {

    private static final AtomicInteger MARKETS = new AtomicInteger();

    private final int number = MARKETS.incrementAndGet();
    private final RunningSuite suite;
    private final String clientKey;
    private final String operatorKey;
    private final JobClient client;
    private final JobClient operator;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();

    private LiveMarket(RunningSuite suite) throws IOException, InterruptedException {
        this.suite = suite;
        try (JobClient admin = SeenAnswers.client(suite, suite.key("ADMIN_API_KEY"))) {
            clientKey = issueKey(admin, "client");
            operatorKey = issueKey(admin, "miner");
            post(admin, "/v1/payments/deposit", """
                    {"wallet":"live-client-%1$d","amount":1000,"reference":"live %1$d"}""".formatted(number));
        }
        client = SeenAnswers.client(suite, clientKey);
        operator = SeenAnswers.client(suite, operatorKey);
    }

    static LiveMarket open(RunningSuite suite) throws IOException, InterruptedException {
        LiveMarket market = new LiveMarket(suite);
        try {
            market.list();
            return market;
        } catch (Throwable e) {
            market.close();
            throw e;
        }
    }

    private String issueKey(JobClient admin, String role) throws IOException, InterruptedException {
        return post(admin, "/v1/keys", """
                {"principal":"live-%s-%d","role":"%s"}""".formatted(role, number, role))
                .path("key")
                .stringValue();
    }

    private void list() throws IOException, InterruptedException {
        post(operator, "/v1/miners/register", """
                {"miner_id":"%s","concurrency":1,"region":"%s","capabilities":{"cuda":"12.4",
                 "gpus":[{"name":"NVIDIA L4","memory_mb":24576},{"name":"NVIDIA A10","memory_mb":24576}],
                 "market":{"list":true,"price_per_hour":3.6}}}""".formatted(worker(), region()));
        var _ = heart.scheduleWithFixedDelay(this::beat, 0, 2, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.get("/v1/marketplace/gpu/search?q=status:available+region:" + region())
                                .path("items")
                                .size()
                        == 2);
    }

    private void beat() {
        try {
            post(operator, "/v1/miners/heartbeat", "{\"miner_id\":\"" + worker() + "\"}");
        } catch (IOException e) {
            // the next one will do
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String worker() {
        return "live-worker-" + number;
    }

    String region() {
        return "live-" + number;
    }

    String clientKey() {
        return clientKey;
    }

    String operatorKey() {
        return operatorKey;
    }

    /** The only GPU of a model here. */
    JsonNode gpu(String model) throws IOException, InterruptedException {
        return client.get("/v1/marketplace/gpu/search?q=region:" + region())
                .path("items")
                .valueStream()
                .filter(gpu -> gpu.path("model").asString().equals(model))
                .findFirst()
                .orElseThrow();
    }

    JsonNode asClient(String path) throws IOException, InterruptedException {
        return client.get(path);
    }

    JsonNode asClient(String path, String json) throws IOException, InterruptedException {
        return post(client, path, json);
    }

    /** What its price was in hours in which this suite did not run yet: from 3.6 to 4.2. */
    void remember(String gpu) throws SQLException, IOException {
        try (var connection = suite.database();
                var insert = connection.prepareStatement("""
                        insert into marketplace.price_sample (gpu_id, hour, price, demand, supply, utilisation, confidence)
                        select ?::uuid, date_trunc('hour', now()) - n * interval '1 hour', 3.6 + (n % 4) * 0.2, 0.5, 1, 0.5, 1
                        from generate_series(1, 12) n""")) {
            insert.setString(1, gpu);
            insert.executeUpdate();
        }
    }

    private static JsonNode post(JobClient caller, String path, String json) throws IOException, InterruptedException {
        return caller.post(path, JsonMapper.shared().readTree(json), "");
    }

    @Override
    public void close() {
        heart.shutdownNow();
        client.close();
        operator.close();
    }
}
