package org.aitbc.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class DocsTests {

    @Autowired
    private WebTestClient client;

    @Test
    void aServicesDescriptionPointsToTheGateway() {
        client.get()
                .uri("/v3/api-docs/ai-service")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.openapi")
                .isEqualTo("3.1.0")
                .jsonPath("$.servers")
                .doesNotExist()
                .jsonPath("$.components.securitySchemes['api-key'].name")
                .isEqualTo("X-Api-Key");
    }

    @Test
    void aServiceIsAskedForItsDescriptionOnceAMinute() {
        int before = Network.MARKET.described();
        IntStream.range(0, 4).parallel().forEach(_ -> describe());
        describe();
        assertThat(Network.MARKET.described()).isEqualTo(before + 1);
        Network.TIME.advance(Duration.ofMinutes(1));
        describe();
        assertThat(Network.MARKET.described()).isEqualTo(before + 2);
    }

    @Test
    void costlyPagesAreForEachAddressNowAndThen() {
        for (int i = 0; i < Network.ANONYMOUS_BURST; i++) {
            client.get().uri("/docs").exchange().expectStatus().isFound();
        }
        client.get().uri("/docs").exchange().expectStatus().isEqualTo(429);
        client.get().uri("/v3/api-docs/ai-service").exchange().expectStatus().isEqualTo(429);
        client.get().uri("/metrics").exchange().expectStatus().isEqualTo(429);
        client.get().uri("/health").exchange().expectStatus().isOk();
    }

    @Test
    void allDescriptionsAreOneDocument() {
        client.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.openapi")
                .isEqualTo("3.1.0")
                .jsonPath("$.components.securitySchemes['api-key'].name")
                .isEqualTo("X-Api-Key");
    }

    private void describe() {
        client.get()
                .uri("/v3/api-docs/marketplace-service")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void anUnknownServiceIsNotFound() {
        client.get().uri("/v3/api-docs/nobody").exchange().expectStatus().isNotFound();
    }

    @Test
    void thePageIsOneStepAway() {
        client.get().uri("/docs").exchange().expectHeader().location("/docs/index.html");
    }

    @ParameterizedTest
    @CsvSource({
        "index.html, swagger-initializer.js",
        "swagger-initializer.js, /v3/api-docs/",
        "swagger-ui.css, swagger-ui",
        "swagger-ui-bundle.js, SwaggerUIBundle",
        "swagger-ui-standalone-preset.js, SwaggerUIStandalonePreset"
    })
    void thePageComesWithAllItNeeds(String file, String part) {
        client.mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 * 1024 * 1024))
                .build()
                .get()
                .uri("/docs/" + file)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(content -> assertThat(content).contains(part).doesNotContain("petstore"));
    }
}
