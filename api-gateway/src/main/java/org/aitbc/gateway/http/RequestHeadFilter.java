package org.aitbc.gateway.http;

import java.util.*;
import org.springframework.core.annotation.Order;
import org.springframework.http.*;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.*;
import reactor.core.publisher.Mono;

/** Refuses what no service should have to look at. Netty's own limits are wider, since it says nothing when it refuses. */
@Component
@Order(2)
class RequestHeadFilter implements WebFilter {

    private static final int LONGEST_TARGET = 8 << 10;
    private static final int LARGEST_HEADERS = 16 << 10;
    private static final List<String> METHODS = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");
    private static final Problem UNKNOWN_METHOD = new Problem(
            HttpStatus.METHOD_NOT_ALLOWED,
            "METHOD_NOT_ALLOWED",
            "method not allowed",
            Map.of(HttpHeaders.ALLOW, String.join(", ", METHODS)));
    private static final Problem TOO_LONG =
            new Problem(HttpStatus.URI_TOO_LONG, "URI_TOO_LONG", "the address is too long");
    private static final Problem TOO_LARGE =
            new Problem(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "HEADERS_TOO_LARGE", "the headers are too large");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!METHODS.contains(request.getMethod().name())) {
            return Mono.error(UNKNOWN_METHOD.refusal());
        }
        String query = request.getURI().getRawQuery();
        int target = request.getPath().value().length() + (query == null ? 0 : query.length() + 1);
        if (target > LONGEST_TARGET) {
            return Mono.error(TOO_LONG.refusal());
        }
        int[] size = {0};
        request.getHeaders()
                .forEach((name, values) -> values.forEach(value -> size[0] += name.length() + value.length()));
        return size[0] > LARGEST_HEADERS ? Mono.error(TOO_LARGE.refusal()) : chain.filter(exchange);
    }
}
