package org.aitbc.gateway.http;

import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.Optional;
import java.util.regex.*;
import java.util.stream.Stream;
import org.slf4j.MDC;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/** What every line about a request has: its id, and that of its trace. No thread of the gateway belongs to a request. */
public final class LogContext {

    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private LogContext() {}

    public static void with(ServerWebExchange exchange, Runnable logging) {
        Optional<String> trace = trace(exchange);
        MDC.put("request_id", Problem.requestId(exchange));
        trace.ifPresent(id -> MDC.put("traceId", id));
        try {
            logging.run();
        } finally {
            MDC.remove("request_id");
            MDC.remove("traceId");
        }
    }

    /** The one that is exported, or else the one that the caller names. */
    private static Optional<String> trace(ServerWebExchange exchange) {
        return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .map(observed -> observed.<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(span -> span.context().traceId())
                .or(() -> Stream.ofNullable(exchange.getRequest().getHeaders().getFirst("traceparent"))
                        .map(TRACE::matcher)
                        .filter(Matcher::matches)
                        .map(parent -> parent.group(1))
                        .findFirst());
    }
}
