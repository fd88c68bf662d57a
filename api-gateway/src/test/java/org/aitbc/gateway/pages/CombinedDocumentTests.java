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

    private static byte[] document(String path, String type) {
        return """
                {"paths":{"%s":{"get":{"responses":{"200":{"schema":{"$ref":"#/components/schemas/Answer"}}}}}},
                 "components":{"schemas":{"Answer":{"type":"%s"}}}}""".formatted(path, type).getBytes(StandardCharsets.UTF_8);
    }

    private static String typeOf(JsonNode document, String path) {
        String reference = document.path("paths")
                .path(path)
                .at("/get/responses/200/schema/$ref")
                .stringValue();
        return document.at(reference.substring(1)).path("type").stringValue();
    }
}
