package org.aitbc.gateway.http;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.micrometer.core.instrument.*;
import io.micrometer.core.instrument.Meter.MeterProvider;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.annotation.Order;
import org.springframework.http.*;
import org.springframework.stereotype.Component;
import org.springframework.web.server.*;
import reactor.core.publisher.Mono;

/** Gives every answer its request id and headers, and times it. Observations would count the same for a multiple of the processor time. */
@Component
@Order(0)
class AnswerFilter implements WebFilter {

    private static final Pattern TRUSTED = Pattern.compile("[!-~]{1,128}");

    private static final Duration[] BUCKETS = LongStream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterProvider<Timer> timers;

    AnswerFilter(MeterRegistry registry) {
        timers = Timer.builder("gateway.requests")
                .description("Time until the answer's first byte")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(registry);
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
        return sent != null && TRUSTED.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }

    static String seconds(long nanos) {
        return BigDecimal.valueOf(TimeUnit.NANOSECONDS.toMillis(nanos), 3).toString();
    }

    private void complete(ServerWebExchange exchange, long nanos) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        Route route = exchange.getAttribute(GATEWAY_ROUTE_ATTR);
        headers.set(Problem.REQUEST_ID, Problem.requestId(exchange));
        headers.set("X-Process-Time", seconds(nanos));
        headers.set("X-Content-Type-Options", "nosniff");
        if (route != null || !headers.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        String service = route == null ? "api-gateway" : route.getId();
        timers.withTags("service", service, "status", status == null ? "200" : Integer.toString(status.value()))
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
