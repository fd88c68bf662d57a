package org.aitbc.bench.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.aitbc.bench.gateway.Load.Sample;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.bench.report.Report;

/** The same load on several ways to the same service, in turn, so that all meet the same state of the machine. */
final class Contest {

    private final Map<String, Load> ways = new LinkedHashMap<>();
    private final Map<String, List<Sample>> full = new LinkedHashMap<>();
    private final Map<String, List<Sample>> steady = new LinkedHashMap<>();

    void enter(String name, Load load) {
        ways.put(name, load);
        full.put(name, new ArrayList<>());
        steady.put(name, new ArrayList<>());
    }

    void warmUp(double seconds) throws IOException {
        for (Load load : ways.values()) {
            load.closed(seconds);
        }
    }

    void fullLoad(int rounds, double seconds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Load> way : ways.entrySet()) {
                samples(full, way.getKey()).add(way.getValue().closed(seconds));
            }
        }
    }

    void steadyLoad(int rounds, double seconds, double perSecond) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Load> way : ways.entrySet()) {
                samples(steady, way.getKey()).add(way.getValue().steady(seconds, perSecond));
            }
        }
    }

    /** The median over rounds at full load. */
    double full(String way, ToDoubleFunction<Sample> figure) {
        return median(samples(full, way), figure);
    }

    /** The median over rounds at a steady rate. */
    double steady(String way, ToDoubleFunction<Sample> figure) {
        return median(samples(steady, way), figure);
    }

    /** The median of the ratios of neighbouring rounds at full load. */
    double ratio(String way, String other) {
        List<Sample> ours = samples(full, way);
        List<Sample> theirs = samples(full, other);
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours.get(i).perSecond() / theirs.get(i).perSecond();
        }
        return Percentiles.median(ratios);
    }

    void report(Report report, String before) {
        full.forEach((name, samples) -> row(report, name + ", full load, before " + before, samples));
        steady.forEach((name, samples) -> row(report, name + ", half load, before " + before, samples));
    }

    private static void row(Report report, String name, List<Sample> samples) {
        if (samples.isEmpty()) {
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("per_s", Math.round(median(samples, Sample::perSecond)));
        row.put(
                "min",
                Math.round(samples.stream().mapToDouble(Sample::perSecond).min().orElse(0)));
        row.put(
                "max",
                Math.round(samples.stream().mapToDouble(Sample::perSecond).max().orElse(0)));
        row.put("cpu_us", Report.round(median(samples, Sample::cpuMicros)));
        row.put("p50_ms", Report.round(median(samples, Sample::p50)));
        row.put("p99_ms", Report.round(median(samples, Sample::p99)));
        row.put("p999_ms", Report.round(median(samples, Sample::p999)));
        row.put("max_ms", Report.round(median(samples, Sample::max)));
        row.put("fairness", Report.round(median(samples, Sample::fairness)));
        report.add(name, row);
    }

    private static List<Sample> samples(Map<String, List<Sample>> all, String way) {
        return all.getOrDefault(way, List.of());
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return Percentiles.median(samples.stream().mapToDouble(figure).toArray());
    }
}
