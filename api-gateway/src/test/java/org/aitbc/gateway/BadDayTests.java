package org.aitbc.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
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
            "aitbc.proxy.response-timeout=3s",
            "aitbc.body-timeout=2s",
            "aitbc.services.dead-service.url=http://localhost:1",
            "aitbc.services.dead-service.access=/v1/dead/** open",
            "aitbc.services.governance-service.url=http://localhost:1",
            "aitbc.services.lab-service.access=/v1/lab/** open",
            "aitbc.services.fickle-service.access=/v1/fickle/** open",
            "aitbc.services.hasty-service.access=/v1/hasty/** open"
        })
class BadDayTests {

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lab(DynamicPropertyRegistry properties) {
        properties.add("aitbc.services.lab-service.url", Network.AI::url);
        properties.add("aitbc.services.fickle-service.url", new FickleService(FickleService::hangUpOnTheSecond)::url);
        properties.add("aitbc.services.hasty-service.url", new FickleService(FickleService::refuseUnread)::url);
    }

    @Test
    void onlyWhatChangesNothingIsSentAgain() {
        try (Wire wire = new Wire(port)) {
            assertThat(status(wire, "GET")).as("on a new connection").isEqualTo("200");
            assertThat(status(wire, "POST")).as("on one that is dead").isEqualTo("503");
            assertThat(status(wire, "POST")).as("on a new one again").isEqualTo("200");
            assertThat(status(wire, "GET"))
                    .as("on a dead one, then on a new one")
                    .isEqualTo("200");
        }
    }

    @Test
    void anAnswerThatCameBeforeTheRequestWasTakenIsPassedOn() {
        for (int i = 0; i < 10; i++) {
            client.post()
                    .uri("/v1/hasty")
                    .bodyValue(new byte[1 << 20])
                    .exchange()
                    .expectStatus()
                    .isEqualTo(400)
                    .expectBody(String.class)
                    .isEqualTo("done");
        }
    }

    @Test
    void aServiceHearsOfNoSmallBodyThatDoesNotComeInTime() {
        try (Wire wire = new Wire(port)) {
            wire.send("POST /v1/lab/never HTTP/1.1\r\nHost: gateway\r\nContent-Length: 10000\r\n\r\n");
            assertThat(answerToADrip(wire)).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
            assertThat(Network.AI.waiting()).isZero();
        }
    }

    @Test
    void aLargeBodyHasToKeepComing() {
        try (Wire wire = new Wire(port)) {
            wire.send("POST /v1/lab HTTP/1.1\r\nHost: gateway\r\nContent-Length: 9000000\r\n\r\n" + "x".repeat(20_000));
            assertThat(answerToADrip(wire)).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
        }
    }

    /** What is said to whom sends a byte every few milliseconds. */
    private static String answerToADrip(Wire wire) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    try {
                        wire.send("x");
                        return wire.isAnswered();
                    } catch (UncheckedIOException closed) {
                        // the byte before came after the answer, which is still to be read
                        return true;
                    }
                });
        return wire.until("}");
    }

    private static String status(Wire wire, String method) {
        wire.send(method + " /v1/fickle HTTP/1.1\r\nHost: gateway\r\n\r\n");
        String head = wire.until("\r\n\r\n");
        wire.until(head.startsWith("HTTP/1.1 200") ? "done" : "}");
        return head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
    }

    @Test
    void aDeadServiceIsUnavailable() {
        expectUnavailable("/v1/dead/letters");
        expectUnavailable("/dead/letters");
        expectUnavailable("/v3/api-docs/dead-service");
    }

    @Test
    void anOpenCircuitBreakerIsUnavailableToo() {
        String path = "/v1/governance/proposals";
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 30)
                    .mapToObj(_ -> CompletableFuture.runAsync(() -> expectUnavailable(path), callers))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        // they have opened it
        expectUnavailable(path);
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
