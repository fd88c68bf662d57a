package org.aitbc.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Instant;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class HealthTests {

    @Autowired
    private WebTestClient client;

    @Test
    void theGatewayIsHealthyByItself() {
        client.get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("healthy")
                .jsonPath("$.service")
                .isEqualTo("api-gateway")
                .jsonPath("$.version")
                .exists();
        client.get().uri("/health/live").exchange().expectStatus().isOk();
        client.get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
    }

    @Test
    void theVersionNamesTheCommitAndTheTimeOfTheBuild() {
        client.get()
                .uri("/version")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo("1.0.0-SNAPSHOT")
                .jsonPath("$.commit")
                .value(String.class, commit -> assertThat(commit).matches("[0-9a-f]{40}|unknown"))
                .jsonPath("$.built_at")
                .value(String.class, time -> assertThat(Instant.parse(time)).isBefore(Instant.now()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/health", "/api/health", "/api/v1/health"})
    void theNetworksHealthNamesItsServices(String path) {
        client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("ok")
                .jsonPath("$.env")
                .isEqualTo("dev")
                .jsonPath("$.services['ai-service']")
                .exists();
    }

    @Test
    void readyMeansThatEveryServiceIs() {
        await().until(() -> ready() == 200);
        Network.MINERS.ready(false);
        await().until(() -> ready() == 503);
        Network.MINERS.ready(true);
        await().until(() -> ready() == 200);
    }

    @Test
    void servicesAreListed() {
        client.get()
                .uri("/services")
                .exchange()
                .expectBody()
                .jsonPath("$['miner-service'].prefix")
                .isEqualTo("/v1/miners")
                .jsonPath("$['miner-service'].url")
                .isEqualTo(Network.MINERS.url())
                .jsonPath("$['ai-service'].status")
                .exists();
    }

    @Test
    void allMetricsAreOnOnePageThatSaysWhoseTheyAre() {
        String page = client.get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        String ai =
                "job=\"ai-service\",instance=\"" + URI.create(Network.AI.url()).getAuthority() + "\"";
        assertThat(page)
                .contains(
                        "\njobs{" + ai + ",type=\"a } b\"} 2.0\n", "\njobs_max{" + ai + "} 3.0\n", "up{" + ai + "} 1\n")
                .contains("jvm_threads_live_threads{job=\"api-gateway\",instance=\"api-gateway\"} ")
                .containsPattern("up\\{job=\"twin-service\",.*} 0\n")
                .containsOnlyOnce("# HELP jobs ")
                .containsOnlyOnce("# TYPE jobs ");
    }

    private int ready() {
        return client.get()
                .uri("/health/ready")
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }
}
