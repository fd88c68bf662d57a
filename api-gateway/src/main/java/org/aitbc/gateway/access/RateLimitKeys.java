package org.aitbc.gateway.access;

import org.aitbc.domain.identity.Caller;
import org.aitbc.gateway.limit.RateLimits;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Callers have a rate each, whichever of their keys they show; all others share that of their address. */
@Component
class RateLimitKeys implements KeyResolver {

    @Override
    public Mono<String> resolve(ServerWebExchange exchange) {
        Identity identity = Identity.of(exchange);
        Caller caller = identity.caller();
        if (caller != null) {
            return Mono.just(RateLimits.keyOf(caller));
        }
        return Mono.just(identity.hasWrongKey() ? RateLimits.keyOfGuesses(exchange) : RateLimits.keyOfAddress(exchange));
    }
}
