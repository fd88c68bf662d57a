package org.aitbc.gateway.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.aitbc.domain.identity.Caller;
import org.aitbc.gateway.access.CallerTokens;
import org.aitbc.gateway.access.Identity;
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

    private static final Set<String> KEPT = ignoringCase(List.of(
            "Authorization",
            "Expect",
            "Forwarded",
            "Host",
            "Proxy-Connection",
            "X-Api-Key",
            "X-Real-IP",
            Problem.REQUEST_ID));
    private static final List<String> KEPT_PREFIXES = List.of(
            "X-Forwarded-",
            "X-Auth",
            "X-Caller",
            "X-Client-",
            "X-Http2-",
            "X-Original-",
            "X-Principal",
            "X-Remote-",
            "X-Role",
            "X-Subject",
            "X-Tenant",
            "X-User");

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
        headers.set(Problem.REQUEST_ID, RequestIds.of(exchange));
        Caller caller = Identity.of(exchange).caller();
        if (caller != null) {
            Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
            headers.setBearerAuth(tokens.token(caller, route.getId()));
        }
        return headers;
    }

    private static boolean isKept(String name) {
        if (KEPT.contains(name)) {
            return true;
        }
        for (String prefix : KEPT_PREFIXES) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> ignoringCase(List<String> names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(names);
        return set;
    }
}
