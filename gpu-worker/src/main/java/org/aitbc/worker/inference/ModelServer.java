package org.aitbc.worker.inference;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.executor.Readiness;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A local HTTP server that generates text. */
final class ModelServer {

    static final JsonMapper JSON = new JsonMapper();
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final String base;
    private final @Nullable String key;

    ModelServer(String base, @Nullable String key) {
        this.base = base.replaceAll("/+$", "");
        this.key = key;
    }

    /** Available when it lists at least one model. */
    Readiness probe(String path, Function<JsonNode, List<String>> models) {
        try {
            List<String> found = models.apply(get(path));
            return found.isEmpty()
                    ? Readiness.unavailable(base + " has no model")
                    : Readiness.available(base + ", models " + String.join(", ", found), found);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Readiness.unavailable(base + " does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Readiness.unavailable("interrupted");
        }
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request(path).timeout(PROBE_PATIENCE).GET().build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    void stream(String path, JsonNode body, Cancellation cancellation, LineStream.Sink sink)
            throws JobFailed, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        LineStream.read(http, request, cancellation, sink);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }
}
