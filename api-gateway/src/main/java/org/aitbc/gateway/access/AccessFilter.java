package org.aitbc.gateway.access;

import static java.util.stream.Collectors.joining;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import java.util.*;
import java.util.concurrent.CompletableFuture;
import org.aitbc.domain.identity.*;
import org.aitbc.gateway.http.Problem;
import org.aitbc.gateway.routing.GatewaySettings;
import org.aitbc.gateway.routing.GatewaySettings.*;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.*;
import org.springframework.cloud.gateway.filter.factory.RequestRateLimiterGatewayFilterFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.annotation.Order;
import org.springframework.http.*;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds out whose key a routed request carries, counts it, and lets it through to its service where a rule says so. {@code
 * RequestRateLimiter} is in here since refusals have to be counted: as a filter of the routes it would come after them.
 */
@Component
@Order(-10)
class AccessFilter implements GlobalFilter {

    private static final String CALLER = AccessFilter.class.getName() + ".caller";
    private static final String KEY = "X-Api-Key";
    private static final String BEARER = "Bearer ";
    private static final Problem UNCHECKED = Problem.unavailable("the key cannot be checked at the moment");
    private static final Problem NO_KEY = unauthenticated("no api key: send one in the header " + KEY);
    private static final Problem WRONG_KEY =
            unauthenticated("invalid api key: send one that is valid in the header " + KEY);

    private final Callers callers;
    private final Streams streams;
    private final RateLimits limits;
    private final GatewayFilter limiter;
    private final Map<String, Service> services;

    AccessFilter(
            Callers callers,
            Streams streams,
            RateLimits limits,
            RequestRateLimiterGatewayFilterFactory limiters,
            GatewaySettings settings) {
        this.callers = callers;
        this.streams = streams;
        this.limits = limits;
        limiter = limiters.apply(new RequestRateLimiterGatewayFilterFactory.Config());
        services = settings.services();
    }

    /** Whether an authenticated request carries a key, valid or not. */
    static boolean hasKey(ServerWebExchange exchange) {
        return exchange.getAttributes().containsKey(CALLER);
    }

    /** Whose key it carries. */
    static Optional<Caller> caller(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(CALLER, Optional.empty());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        String key = key(exchange.getRequest().getHeaders());
        if (key == null) {
            return limited(exchange, chain);
        }
        GatewayFilterChain going = counted -> chain.filter(counted).takeUntilOther(streams.end(counted, key));
        CompletableFuture<Optional<Caller>> known = callers.known(key);
        if (known != null) {
            exchange.getAttributes().put(CALLER, known.resultNow());
            return limited(exchange, going);
        }
        if (!callers.wasValid(key)) {
            limits.requireGuessesLeft(exchange);
        }
        return Mono.fromFuture(callers.find(key), true)
                .onErrorMap(_ -> UNCHECKED.refusal())
                .doOnNext(found -> exchange.getAttributes().put(CALLER, found))
                .flatMap(_ -> limited(exchange, going));
    }

    private Mono<Void> limited(ServerWebExchange exchange, GatewayFilterChain chain) {
        return limiter.filter(exchange, counted -> {
            Problem refusal = refusal(counted);
            return refusal == null ? chain.filter(withoutKeyAsId(counted)) : Mono.error(refusal.refusal());
        });
    }

    private @Nullable Problem refusal(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
        Service service = services.get(route.getId());
        AccessRule rule = service == null ? null : service.ruleFor(request.getMethod(), request.getPath());
        Optional<Caller> caller = caller(exchange);
        if (caller.isPresent()) {
            return rule != null && rule.roles().contains(caller.get().role()) ? null : wrongRole(caller.get(), rule);
        }
        // older clients send what is no key, and browsers one that has ended, where anybody may ask
        return rule != null && rule.open() ? null : hasKey(exchange) ? WRONG_KEY : NO_KEY;
    }

    private static ServerWebExchange withoutKeyAsId(ServerWebExchange exchange) {
        String key = key(exchange.getRequest().getHeaders());
        return key == null
                ? exchange
                : caller(exchange)
                        .map(caller -> KeyAsId.replaced(exchange, key, caller.subject()))
                        .orElse(exchange);
    }

    private static @Nullable String key(HttpHeaders headers) {
        String key = headers.getFirst(KEY);
        String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
        if (key == null && authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            key = authorization.substring(BEARER.length());
        }
        return key == null || key.isBlank() ? null : key.strip();
    }

    private static Problem wrongRole(Caller caller, @Nullable AccessRule rule) {
        String wanted = rule == null
                ? "no key does"
                : "it takes one of role "
                        + rule.roles().stream().map(Role::text).sorted().collect(joining(" or "));
        return new Problem(
                HttpStatus.FORBIDDEN,
                "AUTHORIZATION_ERROR",
                "a key of role " + caller.role().text() + " may not do this: " + wanted);
    }

    private static Problem unauthenticated(String detail) {
        String challenge = "ApiKey realm=\"aitbc\", header=\"" + KEY + "\"";
        return new Problem(
                HttpStatus.UNAUTHORIZED,
                "AUTHENTICATION_ERROR",
                detail,
                Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }
}
