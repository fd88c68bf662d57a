package org.aitbc.gateway;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

/** A gateway whose database and one of whose services are down, and whose patience is short. */
@GatewayTest
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:postgresql://localhost:1/aitbc",
            "aitbc.proxy.response-timeout=500ms",
            "aitbc.services.dead-service.url=http://localhost:1",
            "aitbc.services.dead-service.paths=/v1/dead/**",
            "aitbc.services.dead-service.access=/v1/dead/** open",
            "aitbc.services.lab-service.paths=/v1/lab/**",
            "aitbc.services.lab-service.access=/v1/lab/** open"
        })
class BadDayTests {

    @Autowired
    private WebTestClient client;

    @DynamicPropertySource
    static void lab(DynamicPropertyRegistry properties) {
        properties.add("aitbc.services.lab-service.url", Network.AI::url);
    }

    @Test
    void aDeadServiceIsUnavailable() {
        expectUnavailable("/v1/dead/letters");
        expectUnavailable("/dead/letters");
        expectUnavailable("/v3/api-docs/dead-service");
    }

    @Test
    void aKeyThatCannotBeCheckedIsUnavailableNotInvalid() {
        expectUnavailable("/v1/jobs");
    }

    @Test
    void whatNeedsNoKeyStillPasses() {
        client.get().uri("/v1/receipts/keys").exchange().expectStatus().isOk();
    }

    @Test
    void aServiceThatDoesNotAnswerIsAGatewayTimeout() {
        client.get()
                .uri("/v1/lab/never")
                .exchange()
                .expectStatus()
                .isEqualTo(504)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("TIMEOUT_ERROR");
    }

    @Test
    void anEventStreamMayPauseForLonger() {
        StepVerifier.create(client.get()
                        .uri("/v1/lab/pausing-events")
                        .accept(MediaType.TEXT_EVENT_STREAM)
                        .exchange()
                        .returnResult(String.class)
                        .getResponseBody())
                .expectNext("one", "one")
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void theGatewayIsAliveButNotReady() {
        client.get().uri("/health/live").exchange().expectStatus().isOk();
        client.get()
                .uri("/health/ready")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.database")
                .isEqualTo("DOWN")
                .jsonPath("$.services['dead-service']")
                .isEqualTo("DOWN")
                .jsonPath("$.services['lab-service']")
                .isEqualTo("UP");
    }

    private void expectUnavailable(String path) {
        client.get()
                .uri(path)
                .header("X-Api-Key", Network.CLIENT_KEY)
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", 1)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("SERVICE_UNAVAILABLE")
                .jsonPath("$.request_id")
                .exists();
    }
}
