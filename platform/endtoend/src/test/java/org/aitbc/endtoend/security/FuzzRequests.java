package org.aitbc.endtoend.security;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Requests made up from what the services describe. The same seed and number make the same request, but for ids.
 *
 * @param known ids and names that exist, so that much of it gets past the first look
 * @param keys of callers of each role, and one that is none
 */
record FuzzRequests(long seed, List<Operation> operations, List<String> known, List<String> keys) {

    private static final List<String> METHODS = List.of(
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "X".repeat(40));

    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Language",
            "Accept-Encoding",
            "Accept-Charset",
            "Idempotency-Key",
            "X-Miner-ID",
            "X-Request-ID",
            "Origin",
            "Range",
            "If-None-Match",
            "If-Modified-Since",
            "Cookie",
            "Referer",
            "User-Agent",
            "Content-Encoding",
            "Content-Language",
            "X-HTTP-Method-Override",
            "X-Forwarded-Host",
            "Access-Control-Request-Method",
            "traceparent",
            "baggage");

    private static final List<String> VALUES = List.of(
            "*/*",
            "text/html",
            "application/xml",
            "application/json;q=0",
            "text/event-stream",
            "bad/",
            "*/*;q=2",
            "de-DE-1996-x-y;q=0.5,*;q=none",
            "gzip, br, identity;q=0",
            "bytes=0-1,9999999999999999999-",
            "\"etag\"",
            "Thu, 31 Feb 2026 25:61:61 GMT",
            "null",
            "https://evil.example",
            "http://localhost:8000",
            "00-00000000000000000000000000000000-0000000000000000-ff",
            "a=b,c=d;e;=;",
            "\u00e9\u00ff\u0080",
            "k".repeat(255),
            "k".repeat(256),
            "k".repeat(5_000));

    /** @param number which of them */
    Request request(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        Operation operation = Hostile.pick(random, operations);
        SchemaValues values = new SchemaValues(operation.document(), known, random);
        String method = random.nextInt(40) == 0 ? Hostile.pick(random, METHODS) : operation.method();
        Request request = Request.of(method, path(operation, random) + query(operation, random));
        if (random.nextInt(50) > 0) {
            request = request.withKey(Hostile.pick(random, keys));
        }
        for (JsonNode parameter : operation.description().path("parameters")) {
            if (parameter.path("in").stringValue().equals("header") && random.nextInt(3) == 0) {
                request = request.with(parameter.path("name").stringValue() + ": " + header(random));
            }
        }
        while (random.nextInt(6) == 0) {
            request = request.with(Hostile.pick(random, HEADERS) + ": " + header(random));
        }
        JsonNode schema = operation.description().at("/requestBody/content/application~1json/schema");
        if (!schema.isMissingNode()) {
            return body(request, values.of(schema), random);
        }
        return random.nextInt(30) == 0 ? body(request, Hostile.json(random), random) : request;
    }

    private Request body(Request request, String json, Random random) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String type = random.nextInt(25) == 0 ? Bodies.type(random) : "application/json";
        if (!request.target().contains("/poll")) {
            body = switch (random.nextInt(20)) {
                case 0 -> Bodies.whole(random);
                case 1, 2 -> Bodies.damaged(body, random);
                default -> body;
            };
        } else if (!json.contains("max_wait_seconds")) {
            // it would wait
            body = "{\"max_wait_seconds\":0}".getBytes(StandardCharsets.UTF_8);
        }
        List<String> headers = new ArrayList<>(request.headers());
        headers.add("Content-Type: " + type);
        if (random.nextInt(20) == 0) {
            headers.add("Transfer-Encoding: chunked");
            body = Bodies.chunked(body);
        }
        if (random.nextInt(50) == 0) {
            headers.add("Expect: 100-continue");
        }
        return new Request(request.method(), request.target(), headers, body);
    }

    private String path(Operation operation, Random random) {
        StringBuilder path = new StringBuilder();
        for (String segment : operation.path().substring(1).split("/", -1)) {
            path.append('/').append(segment.startsWith("{") ? value(random) : segment);
        }
        return random.nextInt(100) == 0 ? path + "/" + value(random) : path.toString();
    }

    private String value(Random random) {
        return random.nextInt(4) > 0
                ? Hostile.pick(random, known)
                : random.nextInt(10) == 0 ? raw(random) : Encoded.of(Hostile.text(random), random);
    }

    private String query(Operation operation, Random random) {
        List<String> parts = new ArrayList<>();
        for (JsonNode parameter : operation.description().path("parameters")) {
            String name = parameter.path("name").stringValue();
            if (parameter.path("in").stringValue().equals("query") && random.nextInt(3) == 0) {
                parts.add(name + "=" + argument(parameter.path("schema"), random));
            }
        }
        if (random.nextInt(15) == 0) {
            parts.add(value(random) + (random.nextBoolean() ? "" : "[]=" + value(random)));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private String argument(JsonNode schema, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Encoded.of(Hostile.number(random), random);
            case 1 -> value(random);
            case 2 -> schema.path("maximum").asString("true");
            case 3 -> "2026-01-01T00:00:00Z";
            case 4 -> schema.path("default").asString("weekly");
            default -> schema.path("minimum").asString("1");
        };
    }

    private String header(Random random) {
        return Stream.of(Hostile.pick(random, VALUES), Hostile.pick(random, known))
                .skip(random.nextInt(2))
                .findFirst()
                .orElseThrow();
    }

    /** What no URI holds. */
    private static String raw(Random random) {
        return Hostile.pick(random, List.of("%", "%zz", "%f", "|", "^", "{x}", "\"", "\u00ff", "a\\b", "[", "<>", "`"));
    }
}
