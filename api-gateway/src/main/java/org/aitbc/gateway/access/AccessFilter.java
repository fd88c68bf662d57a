package org.aitbc.gateway.access;

import java.util.Map;
import java.util.Optional;
import org.aitbc.domain.identity.Caller;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.aitbc.gateway.routing.AccessRule;
import org.aitbc.gateway.routing.GatewaySettings;
import org.aitbc.gateway.routing.Service;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets a request through to its service where a rule says so, and refuses every other one. */
@Component
@Order(-10)
class AccessFilter implements GlobalFilter {

    private static final String KEY = AuthenticationFilter.KEY_HEADER;
    private static final Problem NO_KEY = unauthenticated("no api key: send one in the header " + KEY);
    private static final Problem WRONG_KEY =
            unauthenticated("invalid api key: send one that is valid in the header " + KEY);
    private static final Problem WRONG_ROLE =
            Problem.of(HttpStatus.FORBIDDEN, "AUTHORIZATION_ERROR", "this key's role may not do this");

    private final Map<String, Service> services;

    AccessFilter(GatewaySettings settings) {
        services = settings.services();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Problem refusal = refusal(exchange);
        return refusal == null ? chain.filter(exchange) : Mono.error(new Refused(refusal));
    }

    private @Nullable Problem refusal(ServerWebExchange exchange) {
        AccessRule rule = rule(exchange);
        Optional<Caller> caller = AuthenticationFilter.caller(exchange);
        if (caller.isPresent()) {
            return rule != null && rule.roles().contains(caller.get().role()) ? null : WRONG_ROLE;
        }
        boolean isOpen = rule != null && rule.open();
        if (!AuthenticationFilter.hasKey(exchange)) {
            return isOpen ? null : NO_KEY;
        }
        // a browser may still send a key that has ended, and reads what anybody may read
        return isOpen && exchange.getRequest().getMethod().equals(HttpMethod.GET) ? null : WRONG_KEY;
    }

    private @Nullable AccessRule rule(ServerWebExchange exchange) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Service service = services.get(route.getId());
        ServerHttpRequest request = exchange.getRequest();
        return service == null ? null : service.ruleFor(request.getMethod(), request.getPath());
    }

    private static Problem unauthenticated(String detail) {
        Map<String, String> challenge =
                Map.of(HttpHeaders.WWW_AUTHENTICATE, "ApiKey realm=\"aitbc\", header=\"" + KEY + "\"");
        return new Problem(HttpStatus.UNAUTHORIZED, "AUTHENTICATION_ERROR", detail, challenge);
    }
}
