package org.aitbc.starter.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Figures that a service measures now and then, and that meters show as they were measured last. */
public final class Gauges<T> {

    private final MeterRegistry meters;
    private volatile T last;

    /** @param first until something is measured */
    public Gauges(MeterRegistry meters, T first) {
        this.meters = meters;
        this.last = first;
    }

    /** @param tags names and values */
    public Gauges<T> gauge(String name, String description, ToDoubleFunction<T> figure, String... tags) {
        Gauge.builder(name, this, one -> figure.applyAsDouble(one.last))
                .description(description)
                .tags(tags)
                .register(meters);
        return this;
    }

    public void measured(T figures) {
        last = figures;
    }
}
