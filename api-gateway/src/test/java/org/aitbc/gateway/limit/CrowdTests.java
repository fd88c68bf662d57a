package org.aitbc.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** More callers than there is room for. */
@GatewayTest
@TestPropertySource(properties = "aitbc.proxy.max-connections=" + CrowdTests.MOST)
class CrowdTests {

    static final int MOST = 16;
    private static final int WELCOME = MOST - MOST / 8;
    private static final String NO_CONTENT = "/v1/jobs/missing";

    @LocalServerPort
    private int port;

    private final Deque<Wire> callers = new ArrayDeque<>();

    @AfterEach
    void leave() {
        callers.forEach(Wire::close);
        await().untilAsserted(() -> assertThat(answerTo(NO_CONTENT)).startsWith("HTTP/1.1 204"));
    }

    @Test
    void whoComesTooManyIsToldToComeAgain() {
        come(WELCOME);
        assertThat(answerTo(NO_CONTENT))
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("retry-after: 1")
                .containsIgnoringCase("connection: close")
                .contains("OVERLOADED");
        ask(callers.getFirst());
        callers.removeFirst().close();
        await().untilAsserted(() -> assertThat(answerTo(NO_CONTENT)).startsWith("HTTP/1.1 204"));
    }

    @Test
    void aFullGatewayIsStillAskedForItsHealth() {
        come(WELCOME);
        assertThat(answerTo("/health")).startsWith("HTTP/1.1 200");
        assertThat(answerTo("/docs")).startsWith("HTTP/1.1 503").contains("OVERLOADED");
    }

    @Test
    void evenMoreGetNoAnswer() {
        come(WELCOME);
        for (int i = WELCOME; i < MOST; i++) {
            callers.add(new Wire(port));
        }
        await().until(this::isShutOut);
    }

    /** Each is known to be in, since it was answered. */
    private void come(int count) {
        for (int i = 0; i < count; i++) {
            Wire caller = new Wire(port);
            callers.add(caller);
            ask(caller);
        }
    }

    private static void ask(Wire caller) {
        caller.send("GET " + NO_CONTENT + Wire.HEAD + "\r\n");
        assertThat(caller.until("\r\n\r\n")).startsWith("HTTP/1.1 204");
    }

    private String answerTo(String path) {
        return Wire.exchange(port, "GET " + path + Wire.HEAD + "Connection: close\r\n\r\n");
    }

    private boolean isShutOut() {
        try {
            return answerTo(NO_CONTENT).isEmpty();
        } catch (UncheckedIOException reset) {
            return true;
        }
    }
}
