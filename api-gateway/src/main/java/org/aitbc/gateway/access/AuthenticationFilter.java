package org.aitbc.gateway.access;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.aitbc.domain.identity.Caller;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds out whose key a routed request carries. Whether that matters is decided by {@link AccessFilter}. */
@Component
@Order(-30)
class AuthenticationFilter implements GlobalFilter {

    static final String KEY_HEADER = "X-Api-Key";

    private static final String CALLER = AuthenticationFilter.class.getName() + ".caller";
    private static final String BEARER = "Bearer ";
    private static final Problem UNCHECKED = Problem.unavailable("the key cannot be checked at the moment");

    private final Callers callers;
    private final RateLimits limits;

    AuthenticationFilter(Callers callers, RateLimits limits) {
        this.callers = callers;
        this.limits = limits;
    }

    /** Whether an authenticated request carries a key, valid or not. */
    static boolean hasKey(ServerWebExchange exchange) {
        return exchange.getAttributes().containsKey(CALLER);
    }

    /** Whose key an authenticated request carries. */
    static Optional<Caller> caller(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(CALLER, Optional.empty());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        String key = key(exchange.getRequest().getHeaders());
        if (key == null) {
            return chain.filter(exchange);
        }
        CompletableFuture<Optional<Caller>> known = callers.known(key);
        if (known != null) {
            return proceed(known.resultNow(), exchange, chain);
        }
        if (!callers.wasValid(key)) {
            limits.requireGuessesLeft(exchange);
        }
        return Mono.fromFuture(callers.find(key), true)
                .onErrorMap(_ -> new Refused(UNCHECKED))
                .flatMap(found -> proceed(found, exchange, chain));
    }

    private static Mono<Void> proceed(Optional<Caller> found, ServerWebExchange exchange, GatewayFilterChain chain) {
        exchange.getAttributes().put(CALLER, found);
        return chain.filter(exchange);
    }

    private static @Nullable String key(HttpHeaders headers) {
        String key = headers.getFirst(KEY_HEADER);
        String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
        if (key == null && authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            key = authorization.substring(BEARER.length());
        }
        return key == null || key.isBlank() ? null : key.strip();
    }
}
