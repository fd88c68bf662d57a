package org.aitbc.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.aitbc.domain.identity.ApiKeys;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Network;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@GatewayTest
class WebSocketTests {

    @LocalServerPort
    private int port;

    @Autowired
    private ApiKeys keys;

    @Test
    void pass() {
        Sinks.One<List<String>> heard = Sinks.one();
        open(
                        Network.CLIENT_KEY,
                        session -> session.send(Flux.just("a", "b").map(session::textMessage))
                                .thenMany(session.receive().map(WebSocketMessage::getPayloadAsText))
                                .take(2)
                                .collectList()
                                .doOnNext(heard::tryEmitValue)
                                .then())
                .block(Duration.ofSeconds(10));
        assertThat(heard.asMono().block(Duration.ofSeconds(10))).containsExactly("a", "b");
    }

    @Test
    void endWithTheirKey() {
        ApiKeys.NewKey issued = keys.issue("talker", Role.CLIENT, Caller.DEFAULT_TENANT);
        Sinks.Empty<Void> over = Sinks.empty();
        open(
                        issued.key(),
                        session -> session.send(Mono.just(session.textMessage("a")))
                                .thenMany(session.receive())
                                .doOnNext(_ -> {
                                    keys.revoke(issued.id(), null);
                                    Network.TIME.advance(Duration.ofSeconds(3));
                                })
                                .onErrorComplete()
                                .then()
                                .doOnSuccess(_ -> over.tryEmitEmpty()))
                .onErrorComplete()
                .block(Duration.ofSeconds(10));
        over.asMono().block(Duration.ofSeconds(10));
    }

    private Mono<Void> open(String key, WebSocketHandler session) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("X-Api-Key", key);
        return new ReactorNettyWebSocketClient()
                .execute(URI.create("ws://localhost:" + port + "/v1/jobs/socket"), headers, session);
    }
}
