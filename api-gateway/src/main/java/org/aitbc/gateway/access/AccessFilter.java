package org.aitbc.gateway.access;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.aitbc.domain.identity.Caller;
import org.aitbc.gateway.limit.RateLimits;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.aitbc.gateway.routing.AccessRule;
import org.aitbc.gateway.routing.RoutingProperties;
import org.aitbc.gateway.routing.Service;
import org.aitbc.gateway.routing.ServiceRoutes;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets a routed request through to its service, with a token that vouches for the caller, or refuses it. */
@Component
@Order(1)
public class AccessFilter implements GlobalFilter {

    private static final String TOKEN = AccessFilter.class.getName() + ".token";
    private static final Problem INVALID_KEY =
            Problem.of(HttpStatus.UNAUTHORIZED, "AUTHENTICATION_ERROR", "invalid api key");
    private static final Problem WRONG_ROLE =
            Problem.of(HttpStatus.FORBIDDEN, "AUTHORIZATION_ERROR", "this key's role may not do this");

    private final Map<String, Service> services;
    private final Callers callers;
    private final CallerTokens tokens;
    private final RateLimits limits;

    AccessFilter(RoutingProperties routing, Callers callers, CallerTokens tokens, RateLimits limits) {
        services = routing.services();
        this.callers = callers;
        this.tokens = tokens;
        this.limits = limits;
    }

    /** The token for the service a request goes to; null for an anonymous request. */
    public static @Nullable String token(ServerWebExchange exchange) {
        return exchange.getAttribute(TOKEN);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        String key = PresentedKey.of(exchange.getRequest().getHeaders());
        if (key == null) {
            return anonymous(exchange, chain);
        }
        CompletableFuture<Optional<Caller>> known = callers.known(key);
        if (known != null) {
            return decide(exchange, chain, key, known.resultNow());
        }
        if (limits.isExhausted(address(exchange))) {
            return tooMany(1).write(exchange);
        }
        return Mono.fromFuture(callers.find(key), true)
                .onErrorMap(_ -> new Refused(Problem.unavailable("the key cannot be checked at the moment")))
                .flatMap(found -> decide(exchange, chain, key, found));
    }

    private Mono<Void> anonymous(ServerWebExchange exchange, GatewayFilterChain chain) {
        long wait = limits.takeAnonymous(address(exchange));
        if (wait > 0) {
            return tooMany(wait).write(exchange);
        }
        return rule(exchange).filter(AccessRule::open).isPresent()
                ? chain.filter(exchange)
                : INVALID_KEY.write(exchange);
    }

    private Mono<Void> decide(
            ServerWebExchange exchange, GatewayFilterChain chain, String key, Optional<Caller> found) {
        if (found.isEmpty()) {
            long wait = limits.takeAnonymous(address(exchange));
            return (wait > 0 ? tooMany(wait) : INVALID_KEY).write(exchange);
        }
        Caller caller = found.get();
        long wait = limits.take(key, caller.role());
        if (wait > 0) {
            return tooMany(wait).write(exchange);
        }
        if (rule(exchange).filter(rule -> rule.roles().contains(caller.role())).isEmpty()) {
            return WRONG_ROLE.write(exchange);
        }
        exchange.getAttributes()
                .put(TOKEN, tokens.token(caller, ServiceRoutes.route(exchange).getId()));
        return chain.filter(exchange);
    }

    private Optional<AccessRule> rule(ServerWebExchange exchange) {
        Service service = Objects.requireNonNull(
                services.get(ServiceRoutes.route(exchange).getId()));
        ServerHttpRequest request = exchange.getRequest();
        return service.ruleFor(request.getMethod(), request.getPath());
    }

    private static String address(ServerWebExchange exchange) {
        var remote = exchange.getRequest().getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
    }

    private static Problem tooMany(long wait) {
        return new Problem(HttpStatus.TOO_MANY_REQUESTS, "RATE_LIMIT_EXCEEDED", "too many requests", wait);
    }
}
