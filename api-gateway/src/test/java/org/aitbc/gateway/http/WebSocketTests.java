package org.aitbc.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Network;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

@GatewayTest
class WebSocketTests {

    @LocalServerPort
    private int port;

    @Test
    void pass() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("X-Api-Key", Network.CLIENT_KEY);
        Sinks.One<List<String>> heard = Sinks.one();
        new ReactorNettyWebSocketClient()
                .execute(
                        URI.create("ws://localhost:" + port + "/v1/jobs/socket"),
                        headers,
                        session -> session.send(Flux.just("a", "b").map(session::textMessage))
                                .thenMany(session.receive().map(WebSocketMessage::getPayloadAsText))
                                .take(2)
                                .collectList()
                                .doOnNext(heard::tryEmitValue)
                                .then())
                .block(Duration.ofSeconds(10));
        assertThat(heard.asMono().block(Duration.ofSeconds(10))).containsExactly("a", "b");
    }
}
