package org.aitbc.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class ReplicasTests {

    private static final Duration NOTICED = Duration.ofSeconds(2);

    @Autowired
    private WebTestClient client;

    @AfterEach
    void bothAnswer() {
        await().until(() -> answering(HttpMethod.GET).distinct().count() == 2);
    }

    @Test
    void takeTurns() {
        bothAnswer();
        List<String> answering = answering(HttpMethod.GET).toList();
        assertThat(answering.stream().filter("one"::equals))
                .hasSameSizeAs(answering.stream().filter("another"::equals).toList());
    }

    @Test
    void areLeftOutWhileTheyAreDead() {
        bothAnswer();
        Network.ONE.die();
        assertThat(answering(HttpMethod.GET)).containsOnly("another");
        assertThat(answering(HttpMethod.POST)).containsOnly("another");
        Network.ONE.comeBack();
        await().atMost(NOTICED)
                .untilAsserted(() -> assertThat(answering(HttpMethod.POST)).contains("one"));
    }

    /** Who answers a few requests, none of which may fail. */
    private Stream<String> answering(HttpMethod method) {
        return Stream.generate(() -> client.method(method)
                        .uri("/v1/twin")
                        .header("X-Api-Key", Network.CLIENT_KEY)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .limit(4)
                .toList()
                .stream();
    }
}
