package org.aitbc.gateway.access;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** An address may ask for few of the gateway's own pages that take work. */
@Component
@Order(4)
class CostlyPagesFilter implements WebFilter {

    private static final List<String> COSTLY = List.of("/docs", "/v3/api-docs/", "/metrics");

    private final RateLimits limits;

    CostlyPagesFilter(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        if (COSTLY.stream().noneMatch(path::startsWith)) {
            return chain.filter(exchange);
        }
        return limits.isAllowed("", RateLimits.keyOfAddress("anonymous", exchange))
                .then(chain.filter(exchange));
    }
}
