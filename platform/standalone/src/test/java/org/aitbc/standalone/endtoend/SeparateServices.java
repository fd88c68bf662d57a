package org.aitbc.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The services of a suite that run in processes of their own, seen from outside. */
final class SeparateServices {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path run;
    private final JsonNode routes;

    /** @param routes what the gateway answers at {@code /services} */
    SeparateServices(Path data, JsonNode routes) {
        this.run = data.resolve("run");
        this.routes = routes;
    }

    ProcessHandle process(String service) {
        try {
            long pid = Long.parseLong(Files.readString(run.resolve(service + ".pid")));
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the service itself: what the gateway knows of it may be a second old. */
    boolean isReady(String service) throws IOException, InterruptedException {
        String url = routes.path(service).path("url").stringValue();
        HttpRequest ready = HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness"))
                .timeout(PATIENCE)
                .build();
        return http.send(ready, BodyHandlers.discarding()).statusCode() == 200;
    }
}
