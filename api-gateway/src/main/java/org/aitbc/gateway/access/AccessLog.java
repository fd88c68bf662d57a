package org.aitbc.gateway.access;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.*;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aitbc.domain.identity.Caller;
import org.aitbc.gateway.http.LogContext;
import org.slf4j.*;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.annotation.Order;
import org.springframework.http.*;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.*;
import reactor.core.publisher.Mono;

/**
 * A line for each request, as the services write theirs. Query, headers, body and the path as it was sent may hold secrets and
 * are left out. The time is until the first byte of the answer.
 */
@Component
@Order(-1)
@ConditionalOnBooleanProperty("aitbc.access-log")
class AccessLog implements WebFilter {

    private static final Logger LOG = LoggerFactory.getLogger("org.aitbc.access");
    private static final String SELF = "api-gateway";
    private static final String UNKNOWN = "-";

    /** As other servers log it. */
    private static final int CALLER_LEFT = 499;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long start = System.nanoTime();
        exchange.getResponse().beforeCommit(() -> {
            HttpStatusCode status = exchange.getResponse().getStatusCode();
            add(exchange, status == null ? HttpStatus.OK.value() : status.value(), start);
            return Mono.empty();
        });
        return chain.filter(exchange).doOnCancel(() -> {
            if (!exchange.getResponse().isCommitted()) {
                add(exchange, CALLER_LEFT, start);
            }
        });
    }

    private static void add(ServerWebExchange exchange, int status, long start) {
        String path = template(exchange);
        if (Stream.of("/health", "/metrics", "/actuator/").anyMatch(path::startsWith)) {
            return;
        }
        HttpMethod method = exchange.getRequest().getMethod();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        String principal = AccessFilter.caller(exchange).map(Caller::subject).orElse(UNKNOWN);
        Route route = exchange.getAttribute(GATEWAY_ROUTE_ATTR);
        String to = route == null ? UNKNOWN : route.getId();
        LogContext.with(
                exchange,
                () -> LOG.atInfo()
                        .addKeyValue("method", method)
                        .addKeyValue("path", path)
                        .addKeyValue("status", status)
                        .addKeyValue("duration_ms", millis)
                        .addKeyValue("principal", principal)
                        .addKeyValue("service_name", SELF)
                        .addKeyValue("to", to)
                        .log("{} {} {} {} ms {} {} {}", method, path, status, millis, principal, SELF, to));
    }

    /** Of the route, or of an own page. */
    private static String template(ServerWebExchange exchange) {
        Object page = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return exchange.getAttributeOrDefault(
                GATEWAY_PREDICATE_MATCHED_PATH_ATTR, page == null ? UNKNOWN : page.toString());
    }
}
