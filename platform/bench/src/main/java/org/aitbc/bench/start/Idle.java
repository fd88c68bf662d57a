package org.aitbc.bench.start;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aitbc.bench.report.Report;

/**
 * What a server takes while nobody asks anything of it.
 *
 * @param own megabytes of all its JVMs
 * @param database megabytes of its PostgreSQL
 * @param cpuPerMinute processor seconds of both
 */
record Idle(double own, double database, double cpuPerMinute) {

    double all() {
        return own + database;
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("jvm_mb", Math.round(own));
        figures.put("postgres_mb", Math.round(database));
        figures.put("cpu_s_per_minute", Report.round(cpuPerMinute));
        return figures;
    }
}
