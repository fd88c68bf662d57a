package org.aitbc.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class EdgeTests {

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    @Test
    void aRequestIdIsKeptOrMade() {
        client.get()
                .uri("/v1/jobs")
                .header("X-Api-Key", Network.CLIENT_KEY)
                .header("X-Request-ID", "abc-1")
                .exchange()
                .expectHeader()
                .valueEquals("X-Request-ID", "abc-1")
                .expectHeader()
                .valueMatches("X-Process-Time", "\\d+\\.\\d{3}")
                .expectBody()
                .jsonPath("$.headers['x-request-id']")
                .isEqualTo("abc-1");
        client.get()
                .uri("/v1/jobs")
                .header("X-Request-ID", "x".repeat(200))
                .exchange()
                .expectHeader()
                .valueMatches("X-Request-ID", "[0-9a-f-]{36}")
                .expectHeader()
                .exists("X-Process-Time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/jobs", "/v1/nothing", "/health"})
    void answersAreNotForCachesNorForGuessing(String path) {
        client.get()
                .uri(path)
                .header("X-Api-Key", Network.CLIENT_KEY)
                .exchange()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff");
    }

    @ParameterizedTest
    @CsvSource({"1_000_000, 0.001", "14_999_999, 0.014", "0, 0.000", "2_050_000_000, 2.050"})
    void timesAreSecondsWithThreeDecimals(String nanos, String text) {
        assertThat(AnswerFilter.seconds(Long.parseLong(nanos.replace("_", "")))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/v1", "/v1/nothing", "/", "/docs/nothing", "/actuator", "/actuator/env"})
    void whatIsNotThereIsNotFound(String path) {
        client.get()
                .uri(path)
                .header("X-Request-ID", "abc-2")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("NOT_FOUND")
                .jsonPath("$.request_id")
                .isEqualTo("abc-2");
    }

    @Test
    void aMethodThatIsNotThereIsNotAllowed() {
        client.delete()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "GET")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("METHOD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/jobs/../miners", "/v1/jobs%2fx", "/v1/jobs;x"})
    void anAmbiguousPathIsABadRequest(String path) {
        client.get()
                .uri(URI.create("http://localhost:" + port + path))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("AMBIGUOUS_PATH");
    }

    @Test
    void aMalformedAddressIsABadRequestToo() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("GET /v1/jobs/%zz HTTP/1.1\r\nHost: x\r\nX-Request-ID: abc-3\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"abc-3\"");
        }
    }

    @Test
    void aPreflightNeedsNoKey() {
        client.options()
                .uri("/v1/jobs")
                .header("Origin", "http://localhost:8000")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "X-Api-Key")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "http://localhost:8000")
                .expectHeader()
                .valueEquals("Access-Control-Allow-Credentials", "true")
                .expectHeader()
                .valueEquals("Access-Control-Allow-Headers", "X-Api-Key")
                .expectHeader()
                .valueEquals("Access-Control-Allow-Methods", "GET,POST,PUT,PATCH,DELETE,OPTIONS");
    }

    @Test
    void answersToAnAllowedOriginSaySo() {
        client.get()
                .uri("/v1/jobs")
                .header("Origin", "http://localhost:8016")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "http://localhost:8016");
    }

    @Test
    void anotherOriginIsRefused() {
        client.get()
                .uri("/v1/jobs")
                .header("Origin", "http://elsewhere.example")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("ORIGIN_NOT_ALLOWED");
    }

    @Test
    void requestsAreCountedByServiceAndStatus() {
        client.get()
                .uri("/v1/jobs")
                .header("X-Api-Key", Network.CLIENT_KEY)
                .exchange()
                .expectStatus()
                .isOk();
        String metrics = client.get()
                .uri("/metrics")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(metrics)
                .contains("gateway_requests_seconds_count{service=\"ai-service\",status=\"200\"}")
                .contains("jvm_memory_used_bytes");
    }
}
