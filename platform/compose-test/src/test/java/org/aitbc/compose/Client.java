package org.aitbc.compose;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the gateway. It repeats a request that no service took, under the same idempotency key; any other refusal throws. */
final class Client {

    private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 504);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Between two tries or looks: many clients share a limit of requests. */
    static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger retries = new AtomicInteger();
    private final String url;
    private final String key;

    Client(String url, String key) {
        this.url = url;
        this.key = key;
    }

    JsonNode get(String path) {
        return answer(request(path));
    }

    JsonNode post(String path, Map<String, ?> body) {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
    }

    /** How often a request was repeated. */
    int retries() {
        return retries.get();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(10))
                .header("X-Api-Key", key);
    }

    private JsonNode answer(HttpRequest.Builder request) {
        return await(request.build().toString())
                .atMost(PATIENCE)
                .pollInterval(PAUSE)
                .until(() -> attempt(request.build()), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonNode> attempt(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() < 300) {
                return Optional.of(JsonMapper.shared().readTree(answer.body()));
            }
            if (!UNAVAILABLE.contains(answer.statusCode())) {
                throw new AssertionError(request + " was answered with " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException brokenOff) {
            // nobody knows whether it was taken
        }
        retries.incrementAndGet();
        return Optional.empty();
    }
}
