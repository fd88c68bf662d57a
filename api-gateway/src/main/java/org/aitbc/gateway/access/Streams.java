package org.aitbc.gateway.access;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.*;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.*;
import reactor.netty.http.server.HttpServerRequest;

/** Answers without an end, and WebSockets: they were opened with a key, and end with it. */
@Component
record Streams(Callers callers) {

    /** Completes when the answer is a stream and its key has been revoked. */
    Mono<Void> end(ServerWebExchange exchange, String key) {
        if (AccessFilter.caller(exchange).isEmpty()) {
            return Mono.never();
        }
        Sinks.Empty<Void> began = Sinks.empty();
        exchange.getResponse().beforeCommit(() -> {
            String type = exchange.getResponse().getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
            if (type != null && type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE)) {
                began.tryEmitEmpty();
            } else if ("websocket"
                    .equalsIgnoreCase(exchange.getRequest().getHeaders().getUpgrade())) {
                closeWithKey(exchange, key);
            }
            return Mono.empty();
        });
        return began.asMono().then(callers.revoked(key));
    }

    /** The request of a WebSocket is over once it is open. */
    private void closeWithKey(ServerWebExchange exchange, String key) {
        HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        request.withConnection(connection -> {
            Disposable watch = callers.revoked(key).subscribe(null, null, () -> {
                var _ = connection.channel().close();
            });
            var _ = connection.channel().closeFuture().addListener(_ -> watch.dispose());
        });
    }
}
