package org.aitbc.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Counts how long each answer took. */
@Component
public class RequestTimers {

    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    RequestTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param service that answered, or the gateway itself */
    public void record(String service, int status, long nanos) {
        Series series = new Series(service, status);
        Timer timer = timers.get(series);
        if (timer == null) {
            timer = timers.computeIfAbsent(series, this::timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
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
