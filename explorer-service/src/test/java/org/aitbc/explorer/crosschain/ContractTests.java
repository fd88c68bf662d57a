package org.aitbc.explorer.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clients of the older system find every operation they know, with every member of its answer. */
class ContractTests extends CrossChainTest {

    private static final JsonNode OPERATIONS = operations();

    @Test
    void everyOperationAndMemberOfTheContractIsThere() {
        JsonNode document = ok(http.get().uri("/v3/api-docs").exchange());
        Map<String, JsonNode> served = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> served.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + nameless(path.getKey()),
                                operation.getValue())));
        OPERATIONS.properties().forEach(expected -> {
            JsonNode operation = served.get(nameless(expected.getKey()));
            assertThat(operation).as(expected.getKey()).isNotNull();
            assertThat(members(document, Objects.requireNonNull(operation)))
                    .as(expected.getKey())
                    .containsAll(expected.getValue()
                            .valueStream()
                            .map(JsonNode::stringValue)
                            .toList());
        });
    }

    private static Iterable<String> members(JsonNode document, JsonNode operation) {
        JsonNode answer = operation.path("responses").properties().stream()
                .filter(one -> one.getKey().startsWith("2"))
                .findFirst()
                .orElseThrow()
                .getValue();
        JsonNode schema = resolved(
                document, answer.path("content").path("application/json").path("schema"));
        JsonNode item = schema.has("items") ? resolved(document, schema.path("items")) : schema;
        return item.path("properties").propertyNames();
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    /** What a path's variables are called is nobody's business. */
    private static String nameless(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    private static JsonNode operations() {
        try (var resource =
                Objects.requireNonNull(ContractTests.class.getResourceAsStream("/contract/cross-chain.json"))) {
            return JSON.readTree(resource);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
