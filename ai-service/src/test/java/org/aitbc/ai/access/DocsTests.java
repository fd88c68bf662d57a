package org.aitbc.ai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aitbc.ai.AiTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DocsTests extends AiTest {

    @Test
    void theDocumentIsOpenAndListsEveryOperation() {
        JsonNode document = json(http.get().uri("/v3/api-docs").exchange());

        List<String> operations = document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue().propertyNames().stream().map(method -> method + " " + path.getKey()))
                .toList();
        assertThat(operations)
                .containsExactlyInAnyOrder(
                        "get /v1/jobs",
                        "post /v1/jobs",
                        "post /v1/jobs/batch",
                        "get /v1/jobs/history",
                        "get /v1/jobs/types",
                        "get /v1/jobs/{jobId}",
                        "delete /v1/jobs/{jobId}",
                        "get /v1/jobs/{jobId}/status",
                        "post /v1/jobs/{jobId}/cancel",
                        "get /v1/jobs/{jobId}/result",
                        "get /v1/jobs/{jobId}/receipt",
                        "get /v1/jobs/{jobId}/receipts",
                        "get /v1/jobs/{jobId}/why",
                        "get /v1/jobs/{jobId}/assurance",
                        "get /v1/jobs/{jobId}/events",
                        "get /v1/receipts/keys",
                        "post /v1/receipts/verify",
                        "get /v1/keys",
                        "post /v1/keys",
                        "post /v1/keys/rotate",
                        "delete /v1/keys/{keyId}");
    }

    @Test
    void submitsTellOfPaymentsAndKeys() {
        JsonNode document = json(http.get().uri("/v3/api-docs").exchange());

        for (String path : List.of("/v1/jobs", "/v1/jobs/batch")) {
            JsonNode submit = document.path("paths").path(path).path("post");
            assertThat(submit.path("responses").propertyNames()).contains("201", "402", "429", "503");
            String answer = submit.at("/responses/201/content/application~1json/schema/$ref")
                    .stringValue();
            assertThat(document.at(answer.substring(1) + "/properties/warnings/items/type")
                            .stringValue())
                    .isEqualTo("string");
            assertThat(submit.path("parameters").valueStream()).anySatisfy(header -> {
                assertThat(header.path("name").stringValue()).isEqualTo("Idempotency-Key");
                assertThat(header.path("required").booleanValue()).isFalse();
                assertThat(header.path("description").stringValue()).contains("422");
            });
        }
    }

    @Test
    void namesAreThoseOfTheWire() {
        JsonNode document = json(http.get().uri("/v3/api-docs").exchange());

        assertThat(document.path("components")
                        .path("schemas")
                        .path("JobView")
                        .path("properties")
                        .propertyNames())
                .containsAll(json(post("/v1/jobs", SOME_JOB)).propertyNames())
                .noneMatch(name -> name.chars().anyMatch(Character::isUpperCase));
        String body = document.at("/paths/~1v1~1jobs/post/requestBody/content/application~1json/schema/$ref")
                .stringValue();
        assertThat(document.at(body.substring(1)).path("properties").propertyNames())
                .contains("payload", "constraints", "ttl_seconds", "payment_amount", "payment_currency");
    }
}
