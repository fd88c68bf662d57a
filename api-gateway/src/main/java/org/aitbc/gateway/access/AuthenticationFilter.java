package org.aitbc.gateway.access;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.aitbc.domain.identity.Caller;
import org.aitbc.gateway.limit.RateLimits;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds out whose key a routed request carries. Whether that matters is decided by {@link AccessFilter}. */
@Component
@Order(-30)
class AuthenticationFilter implements GlobalFilter {

    private static final Problem UNCHECKED = Problem.unavailable("the key cannot be checked at the moment");

    private final Callers callers;
    private final RateLimits limits;

    AuthenticationFilter(Callers callers, RateLimits limits) {
        this.callers = callers;
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        String key = PresentedKey.of(exchange.getRequest().getHeaders());
        if (key == null) {
            return proceed(Identity.WITHOUT_KEY, exchange, chain);
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
        Identity identity =
                found.map(caller -> new Identity(caller, false)).orElse(Identity.WITH_WRONG_KEY);
        return proceed(identity, exchange, chain);
    }

    private static Mono<Void> proceed(Identity identity, ServerWebExchange exchange, GatewayFilterChain chain) {
        identity.keepIn(exchange);
        return chain.filter(exchange);
    }
}
