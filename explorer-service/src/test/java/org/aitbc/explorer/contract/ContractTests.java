package org.aitbc.explorer.contract;

import static org.assertj.core.api.Assertions.assertThat;

<<<<<<< HEAD
=======
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
>>>>>>> w-chain
import org.aitbc.explorer.ExplorerTest;
import org.aitbc.servicetest.LegacyContract;
import org.junit.jupiter.api.Test;

<<<<<<< HEAD
/** Clients of the older system find every operation they know, with every name it took and answered with. */
=======
/** Clients of the older system find every operation they know, with all that it takes and every member of its answer. */
>>>>>>> w-chain
class ContractTests extends ExplorerTest {

    @Test
<<<<<<< HEAD
    void nothingOfTheContractIsMissing() {
        assertThat(LegacyContract.of("contract/operations.json").missingFrom(read("/v3/api-docs")))
                .isEmpty();
=======
    void everyOperationAndMemberOfTheContractIsThere() {
        JsonNode document = read("/v3/api-docs");
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
            JsonNode known = expected.getValue();
            assertThat(query(Objects.requireNonNull(operation)))
                    .as(expected.getKey())
                    .containsAll(names(known.path("query")));
            assertThat(lacking(known.path("request"), members(document, operation.path("requestBody"))))
                    .as(expected.getKey())
                    .isEmpty();
            assertThat(lacking(known.path("answer"), members(document, answer(operation))))
                    .as(expected.getKey())
                    .isEmpty();
        });
    }

    private static List<String> names(JsonNode names) {
        return names.valueStream().map(JsonNode::stringValue).toList();
    }

    private static Set<String> query(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(one -> one.path("in").stringValue().equals("query"))
                .map(one -> one.path("name").stringValue())
                .collect(Collectors.toSet());
    }

    /** What is in an object that may hold anything is not asked for. */
    private static List<String> lacking(JsonNode wanted, Set<String> members) {
        return names(wanted).stream()
                .filter(name -> !members.contains(name))
                .filter(name -> {
                    String parent = name.substring(0, name.lastIndexOf('.') + 1);
                    return parent.isEmpty() || members.stream().anyMatch(one -> one.startsWith(parent));
                })
                .toList();
    }

    private static JsonNode answer(JsonNode operation) {
        return operation.path("responses").properties().stream()
                .filter(one -> one.getKey().startsWith("2"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** Two levels deep. */
    private static Set<String> members(JsonNode document, JsonNode body) {
        JsonNode schema =
                object(document, body.path("content").path("application/json").path("schema"));
        Set<String> members = new TreeSet<>();
        schema.path("properties").properties().forEach(member -> {
            members.add(member.getKey());
            object(document, member.getValue())
                    .path("properties")
                    .propertyNames()
                    .forEach(inner -> members.add(member.getKey() + "." + inner));
        });
        return members;
    }

    /** What a schema refers to, or lists. */
    private static JsonNode object(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        JsonNode resolved = reference.isEmpty() ? schema : document.at(reference.substring(1));
        return resolved.has("items") ? object(document, resolved.path("items")) : resolved;
    }

    /** What a path's variables are called is nobody's business. */
    private static String nameless(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    private static JsonNode operations() {
        try (var resource =
                Objects.requireNonNull(ContractTests.class.getResourceAsStream("/contract/operations.json"))) {
            return JSON.readTree(resource);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
>>>>>>> w-chain
    }
}
