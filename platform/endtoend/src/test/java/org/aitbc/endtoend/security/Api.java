package org.aitbc.endtoend.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a fixture is set with: calls that have to succeed. Callers at the same time have a connection each. */
final class Api implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> SERVICES = List.of(
            "miner-service",
            "ai-service",
            "payment-service",
            "governance-service",
            "explorer-service",
            "marketplace-service",
            "trading-service");

    private final int port;
    private final Queue<Wire> idle = new ConcurrentLinkedQueue<>();

    Api(int port) {
        this.port = port;
    }

    JsonNode get(String key, String path) {
        return call(Request.of("GET", path).withKey(key));
    }

    JsonNode post(String key, String path, String json) {
        return call(Request.of("POST", path).withKey(key).withJson(json));
    }

    JsonNode call(Request request) {
        Answer answer = send(request);
        if (answer.status() / 100 != 2) {
            throw new AssertionError(answer + "\n to " + request);
        }
        return answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
    }

    Answer send(Request request) {
        Wire wire = Objects.requireNonNullElseGet(idle.poll(), () -> new Wire(port));
        try {
            return wire.send(request);
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + request, e);
        } finally {
            idle.add(wire);
        }
    }

    /** Every operation that the services describe. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (String service : SERVICES) {
            JsonNode document = call(Request.of("GET", "/v3/api-docs/" + service));
            document.path("paths")
                    .forEachEntry((path, methods) -> methods.forEachEntry((method, described) ->
                            operations.add(Operation.of(service, method, path, described, document))));
        }
        return operations;
    }

    @Override
    public void close() {
        idle.forEach(Wire::close);
    }
}
