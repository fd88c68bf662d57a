package org.aitbc.bench.report;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Figures as a table while they come, what they say about the goals, and both as JSON at the end. */
public final class Report {

    private final List<Map<String, Object>> figures = new ArrayList<>();
    private final List<Map<String, Object>> goals = new ArrayList<>();

    /** Adds a row and prints it, with the machine's load beside it. */
    public void add(String name, Map<String, Object> values) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.putAll(values);
        row.put("load", load());
        figures.add(row);
        StringBuilder line = new StringBuilder("%-44s".formatted(name));
        row.forEach((key, value) -> {
            if (!key.equals("name")) {
                line.append("  ").append(key).append(' ').append(value);
            }
        });
        System.out.println(line);
    }

    /** Adds what came of a goal and prints it, with the machine's load beside it. */
    public void add(Verdict verdict) {
        Map<String, Object> row = verdict.row();
        row.put("load", load());
        goals.add(row);
        System.out.println(verdict + ", load " + load());
    }

    /** Two decimals are more than the machine's noise allows. */
    public static double round(double figure) {
        return Math.round(figure * 100) / 100.0;
    }

    /** How many processes wanted a core, on average over the last minute. */
    public static double load() {
        return round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Writes {@code {"figures": [...], "goals": [...]}}. */
    public void write(Path file) {
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(file.toFile(), Map.of("figures", figures, "goals", goals));
    }
}
