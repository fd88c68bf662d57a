package org.aitbc.bench.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/** Durations in milliseconds, to three digits. */
public record Percentiles(long count, double p50, double p99, double p999, double max) {

    public static Percentiles ofNanos(Collection<Long> nanos) {
        Histogram histogram = new Histogram(3);
        nanos.forEach(histogram::recordValue);
        return of(histogram);
    }

    /** @param nanos the durations in nanoseconds */
    public static Percentiles of(AbstractHistogram nanos) {
        return new Percentiles(
                nanos.getTotalCount(), at(nanos, 50), at(nanos, 99), at(nanos, 99.9), nanos.getMaxValue() / 1e6);
    }

    /** The middle one of several figures. */
    public static double median(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("p50 ms", p50);
        figures.put("p99 ms", p99);
        figures.put("p99.9 ms", p999);
        figures.put("max ms", max);
        return figures;
    }

    private static double at(AbstractHistogram nanos, double percentile) {
        return nanos.getTotalCount() == 0 ? Double.NaN : nanos.getValueAtPercentile(percentile) / 1e6;
    }
}
