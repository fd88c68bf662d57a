package org.aitbc.gateway.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.aitbc.gateway.problem.Problem;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a service sees of a request's headers. A service believes the token alone, so nothing else that names a caller gets
 * there. The last filter of its kind: what a caller lists in {@code Connection} cannot take the token away.
 */
@Component
class ForwardedHeaders implements HttpHeadersFilter, Ordered {

    private static final Set<String> KEPT = Set.of(
            "authorization",
            "expect",
            "forwarded",
            "host",
            "proxy-connection",
            "x-api-key",
            "x-real-ip",
            "x-request-id");
    private static final List<String> KEPT_PREFIXES = List.of(
            "x-auth",
            "x-caller",
            "x-client-",
            "x-forwarded-",
            "x-http2-",
            "x-original-",
            "x-principal",
            "x-remote-",
            "x-role",
            "x-subject",
            "x-tenant",
            "x-user");

    private final CallerTokens tokens;

    ForwardedHeaders(CallerTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders sent, ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        sent.forEach((name, values) -> {
            if (!isKept(name)) {
                headers.addAll(name, values);
            }
        });
        headers.set(Problem.REQUEST_ID, Problem.requestId(exchange));
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        AuthenticationFilter.caller(exchange)
                .ifPresent(caller -> headers.setBearerAuth(tokens.token(caller, route.getId())));
        return headers;
    }

    private static boolean isKept(String sent) {
        String name = sent.toLowerCase(Locale.ROOT);
        return KEPT.contains(name)
                || (name.startsWith("x-") && KEPT_PREFIXES.stream().anyMatch(name::startsWith));
    }
}
