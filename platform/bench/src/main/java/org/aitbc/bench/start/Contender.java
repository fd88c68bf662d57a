package org.aitbc.bench.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.aitbc.bench.process.Footprint;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.bench.report.Report;

/** One of those whose starts and idling are compared, and what was seen of it. */
final class Contender {

    private final String name;
    private final Supplier<Server> launch;
    private final Report report;
    private final List<Double> seconds = new ArrayList<>();

    Contender(String name, Supplier<Server> launch, Report report) {
        this.name = name;
        this.launch = launch;
        this.report = report;
    }

    /** Starts it where it has never been, and stops it. */
    void first() throws InterruptedException {
        try (Server server = launch.get()) {
            report.add(name + ", first start", figures(server.awaitReady().toMillis() / 1e3, server));
        }
    }

    /** Starts it and stops it. */
    void again() throws InterruptedException {
        try (Server server = launch.get()) {
            double took = server.awaitReady().toMillis() / 1e3;
            seconds.add(took);
            report.add(name + ", start", figures(took, server));
        }
    }

    /** The median of the starts after the first. */
    double start() {
        return Percentiles.median(
                seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Starts it and leaves it alone for some time. */
    Idle idle(int idleSeconds) throws InterruptedException {
        try (Server server = launch.get()) {
            server.awaitReady();
            // what a start leaves behind to be done soon is no idling
            Thread.sleep(idleSeconds * 500L);
            double cpuBefore = cpu(server);
            Thread.sleep(idleSeconds * 500L);
            Idle idle = new Idle(
                    Footprint.of(server.processes()).megabytes(),
                    Footprint.of(server.database()).megabytes(),
                    (cpu(server) - cpuBefore) * 120 / idleSeconds);
            report.add(name + ", idle for " + idleSeconds + " s", idle.figures());
            return idle;
        }
    }

    private static Map<String, Object> figures(double took, Server server) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("s", Report.round(took));
        figures.put("cpu_s", Report.round(Footprint.of(server.processes()).cpuSeconds()));
        return figures;
    }

    private static double cpu(Server server) {
        return Footprint.of(server.processes()).cpuSeconds()
                + Footprint.of(server.database()).cpuSeconds();
    }
}
