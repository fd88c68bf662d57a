package org.aitbc.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CombinedDocumentTests {

    @Test
    void schemasOfTheSameNameStayApart() {
        JsonNode all = CombinedDocument.of(List.of(
                Map.entry("ai-service", document("/v1/jobs", "integer")),
                Map.entry("payment-service", document("/v1/payments", "string"))));

        assertThat(typeOf(all, "/v1/jobs")).isEqualTo("integer");
        assertThat(typeOf(all, "/v1/payments")).isEqualTo("string");
    }

    /** Lists of the same words, of items that are not the same. */
    private static byte[] document(String path, String type) {
        return """
                {"paths":{"%s":{"get":{"responses":{"200":{"schema":{"$ref":"#/components/schemas/Answers"}}}}}},
                 "components":{"schemas":{"Answers":{"items":{"$ref":"#/components/schemas/Answer"}},"Answer":{"type":"%s"}}}}""".formatted(path, type).getBytes(StandardCharsets.UTF_8);
    }

    private static String typeOf(JsonNode document, String path) {
        JsonNode list = referred(document, document.path("paths").path(path).at("/get/responses/200/schema"));
        return referred(document, list.path("items")).path("type").stringValue();
    }

    private static JsonNode referred(JsonNode document, JsonNode reference) {
        return document.at(reference.path("$ref").stringValue().substring(1));
    }
}
