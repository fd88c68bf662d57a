package org.aitbc.servicetest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LegacyContractTests {

    private static final JsonNode DOCUMENT = new JsonMapper().readTree("""
            {"paths": {"/v1/things/{id}": {"put": {
              "parameters": [{"name": "id", "in": "path"}, {"name": "dry", "in": "query"}],
              "requestBody": {"content": {"application/json": {"schema": {"properties": {"size": {}}}}}},
              "responses": {
                "200": {"content": {"application/json": {"schema": {"items": {"$ref": "#/schemas/Thing"}}}}},
                "404": {"content": {"application/json": {"schema": {"properties": {"code": {}}}}}}}}}},
             "schemas": {"Thing": {"properties": {"id": {}, "open": {}, "owner": {"allOf": [{"$ref": "#/schemas/Owner"}]}}},
                         "Owner": {"properties": {"name": {}}}}}
            """);

    @Test
    void whatAServiceHasIsNotMissing() {
        assertThat(missing(
                        "PUT /v1/things/{thing}",
                        Map.of(
                                "query", Set.of("dry"),
                                "request", Set.of("size"),
                                "response", Set.of("id", "open", "open.anything", "owner", "owner.name"))))
                .isEmpty();
    }

    @Test
    void eachNameThatIsMissingIsSaid() {
        assertThat(missing(
                        "PUT /v1/things/{id}",
                        Map.of(
                                "query", Set.of("id"),
                                "request", Set.of("id"),
                                "response", Set.of("code", "owner.age", "lock", "lock.until"))))
                .containsExactly(
                        "PUT /v1/things/{id}: query id",
                        "PUT /v1/things/{id}: request id",
                        "PUT /v1/things/{id}: response code",
                        "PUT /v1/things/{id}: response lock",
                        "PUT /v1/things/{id}: response owner.age");
    }

    @Test
    void anOperationThatIsMissingIsSaidOnce() {
        assertThat(missing("GET /v1/things/{id}", Map.of("response", Set.of("id"))))
                .containsExactly("GET /v1/things/{id}");
    }

    private static Iterable<String> missing(String operation, Map<String, Set<String>> names) {
        return new LegacyContract(Map.of(operation, names)).missingFrom(DOCUMENT);
    }
}
