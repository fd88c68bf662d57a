package org.aitbc.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Network;
import org.aitbc.gateway.Upstream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

@GatewayTest
class ProxyTests {

    private static final int MEBIBYTE = 1024 * 1024;

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    @Test
    void pathAndQueryArriveAsTheyWereSent() {
        get("/ai/jobs/a%20b?limit=1&q=%2Fx%3F&q=&flag")
                .expectBody()
                .jsonPath("$.uri")
                .isEqualTo("/v1/jobs/a%20b?limit=1&q=%2Fx%3F&q=&flag");
    }

    @Test
    void bodiesPassUpToTheLimit() {
        client.post()
                .uri("/v1/jobs")
                .header("X-Api-Key", Network.CLIENT_KEY)
                .bodyValue(new byte[10 * MEBIBYTE])
                .exchange()
                .expectBody()
                .jsonPath("$.size")
                .isEqualTo(10 * MEBIBYTE)
                .jsonPath("$.method")
                .isEqualTo("POST");
    }

    @Test
    void aDeclaredLengthOverTheLimitIsRefused() {
        client.post()
                .uri("/v1/jobs")
                .header("X-Api-Key", Network.CLIENT_KEY)
                .bodyValue(new byte[10 * MEBIBYTE + 1])
                .exchange()
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void aChunkedBodyPassesUpToTheLimitAndNotBeyond() {
        assertThat(sendChunked(10)).isEqualTo(200);
        assertThat(sendChunked(11)).isEqualTo(413);
    }

    @Test
    void problemsOfAServicePassUntouched() {
        get("/v1/jobs/conflict")
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("X-Request-ID", "mine")
                .expectBody(String.class)
                .isEqualTo("{\"status\":409,\"code\":\"TAKEN\"}");
    }

    @Test
    void nothingToSayIsNoContent() {
        get("/v1/jobs/missing").expectStatus().isNoContent().expectBody().isEmpty();
        client.method(HttpMethod.HEAD)
                .uri("/v1/jobs")
                .header("X-Api-Key", Network.CLIENT_KEY)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .isEmpty();
    }

    @Test
    void aSlowAnswerIsWaitedFor() {
        get("/v1/jobs/slow").expectStatus().isOk();
    }

    @Test
    void aConnectionCutBeforeTheAnswerIsUnavailable() {
        get("/v1/jobs/cut")
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("SERVICE_UNAVAILABLE");
    }

    @Test
    void anEventIsPassedOnBeforeTheNextOneExists() {
        Flux<String> events = client.get()
                .uri("/v1/jobs/events")
                .header("X-Api-Key", Network.CLIENT_KEY)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .returnResult(String.class)
                .getResponseBody();
        StepVerifier.create(events)
                .expectNext("one")
                .then(Network.AI::sendMoreEvents)
                .expectNext("one")
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void aThousandParkedRequestsAreAllAnswered() {
        ConnectionProvider connections = ConnectionProvider.create("parked", Upstream.PARKED);
        HttpClient callers = HttpClient.create(connections)
                .headers(headers -> headers.set("X-Api-Key", Network.CLIENT_KEY))
                .baseUrl("http://localhost:" + port);
        List<Integer> answers = Flux.range(0, Upstream.PARKED)
                .flatMap(
                        _ -> callers.get()
                                .uri("/v1/jobs/parked")
                                .responseSingle((answer, body) ->
                                        body.thenReturn(answer.status().code())),
                        Upstream.PARKED)
                .collectList()
                .block(Duration.ofSeconds(30));
        assertThat(answers).hasSize(Upstream.PARKED).containsOnly(200);
        connections.dispose();
    }

    private int sendChunked(int mebibytes) {
        Flux<ByteBuf> parts = Flux.range(0, mebibytes).map(_ -> Unpooled.wrappedBuffer(new byte[MEBIBYTE]));
        Integer status = HttpClient.newConnection()
                .headers(headers -> headers.set("X-Api-Key", Network.CLIENT_KEY))
                .post()
                .uri("http://localhost:" + port + "/v1/jobs")
                .send(parts)
                .responseSingle((answer, _) -> Mono.just(answer.status().code()))
                .block(Duration.ofSeconds(10));
        return Objects.requireNonNull(status);
    }

    private WebTestClient.ResponseSpec get(String path) {
        return client.get()
                .uri(URI.create("http://localhost:" + port + path))
                .header("X-Api-Key", Network.CLIENT_KEY)
                .header("X-Request-ID", "mine")
                .exchange();
    }
}
