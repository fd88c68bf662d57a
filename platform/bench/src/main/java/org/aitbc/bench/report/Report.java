package org.aitbc.bench.report;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Figures as a table while they come, and as JSON at the end. */
public final class Report {

    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** Adds a row and prints it, with the machine's load beside it. */
    public void add(String name, Map<String, Object> figures) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.putAll(figures);
        row.put("load", round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        rows.add(row);
        StringBuilder line = new StringBuilder("%-44s".formatted(name));
        row.forEach((key, value) -> {
            if (!key.equals("name")) {
                line.append("  ").append(key).append(' ').append(value);
            }
        });
        System.out.println(line);
    }

    /** Two decimals are more than the machine's noise allows. */
    public static double round(double figure) {
        return Math.round(figure * 100) / 100.0;
    }

    public void write(Path file) {
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), rows);
    }
}
