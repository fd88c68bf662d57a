package org.aitbc.gateway.access;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.factory.RequestRateLimiterGatewayFilterFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code RequestRateLimiter} on every route. Named in the configuration it could not come before a global filter that
 * refuses, and refusals have to be counted.
 */
@Component
@Order(-20)
class RateLimitFilter implements GlobalFilter {

    private final GatewayFilter limiter;

    RateLimitFilter(RequestRateLimiterGatewayFilterFactory factory) {
        limiter = factory.apply(new RequestRateLimiterGatewayFilterFactory.Config());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return limiter.filter(exchange, chain);
    }
}
