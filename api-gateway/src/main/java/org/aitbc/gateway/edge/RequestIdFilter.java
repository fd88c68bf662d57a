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

    static final String HEADER = "X-Request-ID";

    private static final int LONGEST = 128;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String sent = exchange.getRequest().getHeaders().getFirst(HEADER);
        exchange.getResponse().getHeaders().set(HEADER, idFor(sent));
        return chain.filter(exchange);
    }

    /** The id sent, or a new one where there is none that can be trusted in a log. */
    static String idFor(@Nullable String sent) {
        return sent != null && isUsable(sent) ? sent : UUID.randomUUID().toString();
    }

    private static boolean isUsable(String id) {
        return !id.isEmpty() && id.length() <= LONGEST && id.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
