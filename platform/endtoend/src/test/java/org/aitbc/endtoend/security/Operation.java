package org.aitbc.endtoend.security;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * An operation of a service's OpenAPI document.
 *
 * @param path with names in braces
 * @param document the whole document, which the description refers to
 */
record Operation(String service, String method, String path, JsonNode description, JsonNode document) {

    static Operation of(String service, String method, String path, JsonNode description, JsonNode document) {
        return new Operation(service, method.toUpperCase(Locale.ROOT), path, description, document);
    }

    /** Of the request, and of answers that are no refusals. */
    List<JsonNode> contents() {
        Stream<JsonNode> answers = description.path("responses").properties().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .map(Map.Entry::getValue);
        return Stream.concat(Stream.of(description.path("requestBody")), answers)
                .flatMap(body -> body.path("content").valueStream())
                .toList();
    }

    /** The request that the examples make. */
    Request prefilled() {
        String target = path;
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (JsonNode one : description.path("parameters")) {
            String name = one.path("name").stringValue();
            JsonNode example = one.has("example")
                    ? one.path("example")
                    : one.path("schema").path("example");
            String in = one.path("in").asString("");
            if (in.equals("path")) {
                target = target.replace("{" + name + "}", encoded(example));
            } else if (in.equals("query") && one.has("example")) {
                query.add(name + "=" + encoded(example));
            }
        }
        JsonNode body = description.at("/requestBody/content/application~1json/example");
        return Request.of(method, target + query).withJson(body.isMissingNode() ? "" : body.toString());
    }

    private static String encoded(JsonNode value) {
        return URLEncoder.encode(value.asString(""), StandardCharsets.UTF_8);
    }

    /** As the access table names it. */
    String name() {
        return method + " " + path;
    }
}
