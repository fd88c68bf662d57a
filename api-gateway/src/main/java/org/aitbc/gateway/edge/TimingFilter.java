package org.aitbc.gateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Tells and counts how long each answer took; observations would do the same for a multiple of the processor time. */
@Component
@Order(1)
class TimingFilter implements WebFilter {

    private static final String NOT_ROUTED = "api-gateway";

    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    TimingFilter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long start = System.nanoTime();
        exchange.getResponse().beforeCommit(() -> {
            long nanos = System.nanoTime() - start;
            exchange.getResponse().getHeaders().set("X-Process-Time", seconds(nanos));
            timers.computeIfAbsent(series(exchange), this::timer).record(nanos, TimeUnit.NANOSECONDS);
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    static String seconds(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        String fraction = Long.toString(1000 + millis % 1000);
        return millis / 1000 + "." + fraction.substring(1);
    }

    private static Series series(ServerWebExchange exchange) {
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return new Series(route == null ? NOT_ROUTED : route.getId(), status == null ? 200 : status.value());
    }

    private Timer timer(Series series) {
        return Timer.builder("gateway.requests")
                .description("Time until the answer's first byte")
                .tag("service", series.service())
                .tag("status", Integer.toString(series.status()))
                .register(registry);
    }

    private record Series(String service, int status) {}
}
