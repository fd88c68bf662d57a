package org.aitbc.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Network;
import org.aitbc.gateway.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the gateway makes of HTTP that is broken, hostile or merely rare. */
@GatewayTest
class WireTests {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
                "Content-Length: 5, 5\r\n\r\nhello",
                "Content-Length: -1\r\n\r\nhello",
                "Content-Length: +5\r\n\r\nhello",
                "Content-Length: five\r\n\r\nhello",
                "Content-Length : 5\r\n\r\nhello",
                "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "X-Bad: a\rb\r\n\r\n",
                "X Bad: a\r\n\r\n"
            })
    void aMessageWhoseEndIsInDoubtEndsTheConnection(String rest) {
        String smuggled = "GET /v1/jobs/smuggled" + Wire.HEAD + "\r\n";
        String answer = Wire.exchange(port, "POST /v1/jobs" + Wire.HEAD + rest + smuggled);
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("connection: close")
                .doesNotContain("smuggled");
        assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
    }

    @Test
    void anOldVersionIsAnsweredAndClosed() {
        String answer = Wire.exchange(port, "GET /health HTTP/1.0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.0 200").contains("healthy");
        assertThat(Wire.exchange(port, "GET /v1/jobs HTTP/1.0\r\nX-Api-Key: " + Network.CLIENT_KEY + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .doesNotContainIgnoringCase("transfer-encoding")
                .endsWith("}");
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT gateway:443, 405",
        "GET http://elsewhere/v1/jobs, 200",
        "GET /v1/jobs?a=%zz, 400",
        "GET /v1/jobs?a=<b>, 400",
        "GET /v1/jobs/%ff, 200"
    })
    void targetsAreUris(String start, int status) {
        assertThat(Wire.exchange(port, start + Wire.HEAD + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @Test
    void whatIsTooLongIsRefused() {
        String tooLong = "x".repeat(20_000);
        assertThat(Wire.exchange(port, "GET /v1/jobs/" + tooLong + Wire.HEAD + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 414")
                .contains("URI_TOO_LONG");
        assertThat(Wire.exchange(
                        port, "GET /v1/jobs" + Wire.HEAD + "Connection: close\r\nX-Long: " + tooLong + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("HEADERS_TOO_LARGE");
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() {
        try (Wire wire = new Wire(port)) {
            wire.send("GET /v1/jobs/slow" + Wire.HEAD + "\r\n"
                    + "GET /health" + Wire.HEAD + "\r\n"
                    + "GET /v1/nothing" + Wire.HEAD + "\r\n"
                    + "POST /v1/jobs" + Wire.HEAD + "Content-Length: 5\r\n\r\nhello");
            assertThat(wire.until("{}")).startsWith("HTTP/1.1 200");
            assertThat(wire.until("}")).startsWith("HTTP/1.1 200").contains("healthy");
            assertThat(wire.until("}")).startsWith("HTTP/1.1 404");
            assertThat(wire.until("\"size\":5")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aBodyIsAskedForOnceItMayCome() {
        try (Wire wire = new Wire(port)) {
            wire.send("POST /v1/jobs" + Wire.HEAD + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(wire.until("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            wire.send("hello" + "HEAD /v1/jobs" + Wire.HEAD + "Connection: close\r\n\r\n");
            assertThat(wire.rest()).startsWith("HTTP/1.1 200").contains("\"size\":5");
        }
        assertThat(
                        Wire.exchange(
                                port,
                                "POST /v1/keys HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void trailersDoNotPass() {
        assertThat(Wire.exchange(
                        port,
                        "POST /v1/jobs" + Wire.HEAD + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "5\r\nhello\r\n0\r\nX-User: root\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("\"size\":5")
                .doesNotContain("root");
    }

    @Test
    void aCallerWhoLeavesFreesTheService() {
        int before = Network.AI.waiting();
        try (Wire wire = new Wire(port)) {
            wire.send("GET /v1/jobs/never" + Wire.HEAD + "\r\n");
            await().until(() -> Network.AI.waiting() == before + 1);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> Network.AI.waiting() == before);
    }

    @Test
    void aConnectionOutlivesRefusals() {
        for (int i = 0; i < 20; i++) {
            try (Wire wire = new Wire(port)) {
                wire.send("POST /v1/miners/poll" + Wire.HEAD + "Content-Length: 5\r\n\r\nhello");
                assertThat(wire.until("}")).startsWith("HTTP/1.1 403");
                wire.send("GET /v1/jobs" + Wire.HEAD + "Connection: close\r\n\r\n");
                assertThat(wire.rest()).startsWith("HTTP/1.1 200");
            }
        }
    }
}
