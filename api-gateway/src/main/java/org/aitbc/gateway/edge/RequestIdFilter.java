package org.aitbc.gateway.edge;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives each answer the {@code X-Request-ID} of its request, or a new one. */
@Component
@Order(0)
class RequestIdFilter implements WebFilter {

    private static final String HEADER = "X-Request-ID";
    private static final int LONGEST = 128;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String sent = exchange.getRequest().getHeaders().getFirst(HEADER);
        exchange.getResponse()
                .getHeaders()
                .set(HEADER, isUsable(sent) ? sent : UUID.randomUUID().toString());
        return chain.filter(exchange);
    }

    private static boolean isUsable(@Nullable String id) {
        return id != null
                && !id.isEmpty()
                && id.length() <= LONGEST
                && id.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
