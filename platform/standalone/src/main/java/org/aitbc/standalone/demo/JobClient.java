package org.aitbc.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client asks of the gateway. */
public final class JobClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String apiKey;
    private final Consumer<HttpResponse<String>> listener;

    public JobClient(String url, String apiKey) {
        this(url, apiKey, _ -> {});
    }

    /** @param listener told of each answer, whatever its status */
    public JobClient(String url, String apiKey, Consumer<HttpResponse<String>> listener) {
        this.url = url;
        this.apiKey = apiKey;
        this.listener = listener;
    }

    public JsonNode submit(JsonNode job) throws IOException, InterruptedException {
        return post("/v1/jobs", job, "");
    }

    /**
     * Asks for something with a body.
     *
     * @param idempotencyKey names the request, so that it may be repeated; empty for none
     */
    public JsonNode post(String path, JsonNode body, String idempotencyKey) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        return answer(idempotencyKey.isEmpty() ? request : request.header("Idempotency-Key", idempotencyKey));
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return answer(request(path));
    }

    public JsonNode post(String path) throws IOException, InterruptedException {
        return answer(request(path).POST(BodyPublishers.noBody()));
    }

    /** Shows each change of a job, and returns when it has ended. */
    public void follow(String jobId, Consumer<JsonNode> changes) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> events =
                http.send(request("/v1/jobs/" + jobId + "/events").build(), BodyHandlers.ofLines());
        try (Stream<String> lines = events.body()) {
            boolean ended = events.statusCode() == 200
                    && lines.filter(line -> line.startsWith("data:"))
                            .map(line -> JSON.readTree(line.substring("data:".length())))
                            .peek(changes)
                            .anyMatch(JobClient::hasEnded);
            if (ended) {
                return;
            }
        } catch (UncheckedIOException brokenOff) {
            // asking goes on below
        }
        JsonNode job = get("/v1/jobs/" + jobId);
        for (; !hasEnded(job); job = get("/v1/jobs/" + jobId)) {
            changes.accept(job);
            Thread.sleep(PAUSE);
        }
        changes.accept(job);
    }

    @Override
    public void close() {
        http.close();
    }

    private static boolean hasEnded(JsonNode job) {
        return switch (job.path("state").asString("")) {
            case "COMPLETED", "FAILED", "CANCELED", "EXPIRED" -> true;
            default -> false;
        };
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("X-Api-Key", apiKey);
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        listener.accept(answer);
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.request().method() + " " + answer.uri().getPath() + " was answered with "
                    + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
