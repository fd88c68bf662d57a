package org.aitbc.gateway.access;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import java.util.regex.Pattern;
import org.aitbc.gateway.http.Problem;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a service sees of a request's headers. A service believes the token alone, so nothing else that names a caller gets
 * there. The last filter of its kind: what a caller lists in {@code Connection} cannot take the token away.
 */
@Component
record ForwardedHeaders(CallerTokens tokens) implements HttpHeadersFilter, Ordered {

    private static final Pattern KEPT = Pattern.compile(
            "(?i)authorization|expect|forwarded|host|proxy-connection|x-(api-key|real-ip|request-id)"
                    + "|x-(auth|caller|client-|forwarded-|http2-|original-|principal|remote-|role|subject|tenant|user).*",
            Pattern.DOTALL);

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders sent, ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        sent.forEach((name, values) -> {
            if (!KEPT.matcher(name).matches()) {
                headers.addAll(name, values);
            }
        });
        headers.set(Problem.REQUEST_ID, Problem.requestId(exchange));
        Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
        AccessFilter.caller(exchange).ifPresent(caller -> headers.setBearerAuth(tokens.token(caller, route.getId())));
        return headers;
    }
}
