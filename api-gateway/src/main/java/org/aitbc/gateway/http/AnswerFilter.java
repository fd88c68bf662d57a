package org.aitbc.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.aitbc.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives every answer its request id and headers, and times it. Observations would count the same for a multiple of the processor time. */
@Component
@Order(0)
class AnswerFilter implements WebFilter {

    private static final String NOT_ROUTED = "api-gateway";
    private static final int LONGEST_ID = 128;
    private static final String NO_STORE = "no-store";

    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    AnswerFilter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long start = System.nanoTime();
        String sent = exchange.getRequest().getHeaders().getFirst(Problem.REQUEST_ID);
        exchange.getAttributes().put(Problem.REQUEST_ID, idOrNew(sent));
        exchange.getResponse().beforeCommit(() -> {
            complete(exchange, System.nanoTime() - start);
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    /** The id sent, or a new one where there is none that can be trusted in a log. */
    static String idOrNew(@Nullable String sent) {
        boolean isUsable = sent != null
                && !sent.isEmpty()
                && sent.length() <= LONGEST_ID
                && sent.chars().allMatch(c -> c > ' ' && c < 127);
        return sent != null && isUsable ? sent : UUID.randomUUID().toString();
    }

    static String seconds(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        String fraction = Long.toString(1000 + millis % 1000);
        return millis / 1000 + "." + fraction.substring(1);
    }

    private void complete(ServerWebExchange exchange, long nanos) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        headers.set(Problem.REQUEST_ID, Problem.requestId(exchange));
        headers.set("X-Process-Time", seconds(nanos));
        headers.set("X-Content-Type-Options", "nosniff");
        if (route != null || !headers.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        }
        timers.computeIfAbsent(Series.of(route, response.getStatusCode()), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Series series) {
        return Timer.builder("gateway.requests")
                .description("Time until the answer's first byte")
                .tag("service", series.service())
                .tag("status", Integer.toString(series.status()))
                .register(registry);
    }

    private record Series(String service, int status) {

        static Series of(@Nullable Route route, @Nullable HttpStatusCode status) {
            return new Series(route == null ? NOT_ROUTED : route.getId(), status == null ? 200 : status.value());
        }
    }
}
