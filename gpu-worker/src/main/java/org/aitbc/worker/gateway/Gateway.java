package org.aitbc.worker.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The worker protocol, one method a call. Each answers, or throws {@link Refused} or an IOException when it could not. */
public final class Gateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final String apiKey;
    private final String minerId;

    /** Without a key, that is an empty one, only what is public can be read. */
    public Gateway(String base, String apiKey, String minerId) {
        this.base = base.replaceAll("/+$", "");
        this.apiKey = apiKey;
        this.minerId = minerId;
    }

    public String url() {
        return base;
    }

    public String minerId() {
        return minerId;
    }

    public ServerLimits register(Registration registration) throws IOException, InterruptedException, Refused {
        return ServerLimits.of(post("/v1/miners/register", registration, PATIENCE), minerId);
    }

    public Orders heartbeat(Heartbeat beat) throws IOException, InterruptedException, Refused {
        return Orders.of(post("/v1/miners/heartbeat", beat, PATIENCE));
    }

    public List<AssignedJob> poll(PollRequest poll) throws IOException, InterruptedException, Refused {
        return AssignedJob.allOf(post(
                "/v1/miners/poll",
                poll,
                Duration.ofSeconds(poll.maxWaitSeconds()).plus(PATIENCE)));
    }

    /** The receipt, or a missing node where the gateway sent none. */
    public JsonNode result(String jobId, ResultReport report) throws IOException, InterruptedException, Refused {
        return post("/v1/miners/" + jobId + "/result", report, PATIENCE).path("receipt");
    }

    public JsonNode fail(String jobId, FailureReport report) throws IOException, InterruptedException, Refused {
        return post("/v1/miners/" + jobId + "/fail", report, PATIENCE);
    }

    /** What this miner was paid since then, without the single payments. */
    public JsonNode earnings(Instant since) throws IOException, InterruptedException, Refused {
        String miner = URLEncoder.encode(minerId, StandardCharsets.UTF_8).replace("+", "%20");
        JsonNode answer = post("/v1/miners/" + miner + "/earnings?from_time=" + since, Map.of(), SHORT_PATIENCE);
        return answer instanceof ObjectNode earnings ? earnings.without("earnings_history") : answer;
    }

    public JsonNode get(String path) throws IOException, InterruptedException, Refused {
        return send(request(path, PATIENCE).GET().build());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private JsonNode post(String path, Object body, Duration patience)
            throws IOException, InterruptedException, Refused {
        return send(request(path, patience)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Wire.JSON.writeValueAsBytes(body)))
                .build());
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(patience)
                .header("Accept", "application/json");
        return apiKey.isEmpty() ? request : request.header("X-Api-Key", apiKey).header("X-Miner-ID", minerId);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException, Refused {
        HttpResponse<byte[]> answer = whole(request);
        JsonNode body = read(answer);
        if (answer.statusCode() / 100 != 2) {
            throw new Refused(answer.statusCode(), body, RetryAfter.in(answer.headers()));
        }
        return body;
    }

    /** The request's own timeout ends with the headers; a body that stalls must not hold a worker for ever. */
    private HttpResponse<byte[]> whole(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(request.timeout().orElse(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer from " + request.uri());
        } finally {
            answer.cancel(true);
        }
    }

    private static JsonNode read(HttpResponse<byte[]> answer) throws IOException {
        try {
            return answer.body().length == 0
                    ? JsonNodeFactory.instance.objectNode()
                    : Wire.JSON.readTree(answer.body());
        } catch (JacksonException notJson) {
            if (answer.statusCode() / 100 == 2) {
                throw new IOException("the answer of " + answer.uri() + " is not JSON", notJson);
            }
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
