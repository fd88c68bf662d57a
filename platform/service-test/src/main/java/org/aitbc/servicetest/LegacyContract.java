package org.aitbc.servicetest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What clients of the older system know of a service: its operations, with the names that each takes and answers with.
 *
 * <p>A module keeps the rows of its routers as a resource of its tests, {@code {"GET /v1/things": {"query": ["limit"],
 * "request": [], "response": ["id", "owner", "owner.name"]}}}. A dot leads into a member, two names deep at most.
 */
public record LegacyContract(Map<String, Map<String, Set<String>>> rows) {

    /** Reads the rows of a resource on the class path. */
    public static LegacyContract of(String resource) {
        try (var rows = new ClassPathResource(resource).getInputStream()) {
            return new LegacyContract(new JsonMapper().readValue(rows, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Says what a service does not have.
     *
     * @param document the service's OpenAPI document
     * @return a line for each operation, and each name of one, that is missing; a service may have more, and a member
     *     that is open JSON has all names
     */
    public List<String> missingFrom(JsonNode document) {
        Map<String, JsonNode> served = new HashMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> served.put(
                                nameless(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()),
                                operation.getValue())));
        return rows.entrySet().stream()
                .flatMap(row -> {
                    JsonNode operation = served.get(nameless(row.getKey()));
                    return operation == null
                            ? Stream.of(row.getKey())
                            : missing(row.getValue(), names(document, operation))
                                    .map(name -> row.getKey() + ": " + name);
                })
                .sorted()
                .toList();
    }

    private static Stream<String> missing(Map<String, Set<String>> wanted, Map<String, Set<String>> served) {
        return wanted.entrySet().stream().flatMap(kind -> {
            Set<String> names = served.getOrDefault(kind.getKey(), Set.of());
            return kind.getValue().stream()
                    .filter(name -> !names.contains(name) && !isWithinOpen(name, names))
                    .map(name -> kind.getKey() + " " + name);
        });
    }

    /** A member that is missing as a whole is said once. */
    private static boolean isWithinOpen(String name, Collection<String> names) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && names.stream().noneMatch(other -> other.startsWith(name.substring(0, dot + 1)));
    }

    private static Map<String, Set<String>> names(JsonNode document, JsonNode operation) {
        return Map.of(
                "query",
                operation
                        .path("parameters")
                        .valueStream()
                        .filter(one -> one.path("in").asString("").equals("query"))
                        .map(one -> one.path("name").asString())
                        .collect(Collectors.toSet()),
                "request",
                body(document, operation.path("requestBody")).collect(Collectors.toSet()),
                "response",
                operation.path("responses").properties().stream()
                        .filter(answer -> answer.getKey().startsWith("2"))
                        .flatMap(answer -> body(document, answer.getValue()))
                        .collect(Collectors.toSet()));
    }

    private static Stream<String> body(JsonNode document, JsonNode message) {
        return message.path("content").valueStream().flatMap(content -> members(document, content.path("schema"), 2));
    }

    private static Stream<String> members(JsonNode document, JsonNode said, int depth) {
        if (depth == 0) {
            return Stream.of();
        }
        String reference = said.path("$ref").asString("");
        JsonNode schema = reference.isEmpty() ? said : document.at(reference.substring(1));
        Stream<String> own = schema.path("properties").properties().stream()
                .flatMap(one -> Stream.concat(
                        Stream.of(one.getKey()),
                        members(document, one.getValue(), depth - 1).map(name -> one.getKey() + "." + name)));
        Stream<String> others = Stream.concat(
                        Stream.of(schema.path("items")),
                        Stream.of("allOf", "anyOf", "oneOf")
                                .flatMap(kind -> schema.path(kind).valueStream()))
                .filter(JsonNode::isObject)
                .flatMap(part -> members(document, part, depth));
        return Stream.concat(own, others);
    }

    /** Path variable names are ignored. */
    private static String nameless(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }
}
