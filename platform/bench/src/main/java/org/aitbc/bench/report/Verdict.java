package org.aitbc.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whether a goal was met, and by what figures. */
public record Verdict(Goal goal, double reached, String figures) {

    public boolean met() {
        return goal.isMetBy(reached);
    }

    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("goal", goal.name());
        row.put("figures", figures);
        row.put("wanted", goal.wanted());
        row.put("reached", goal.amount(reached));
        row.put("margin", Report.round(goal.margin(reached)));
        row.put("met", met());
        return row;
    }

    @Override
    public String toString() {
        return "%-6s  %s: %s, goal %s (%s)"
                .formatted(met() ? "met" : "MISSED", goal.name(), goal.amount(reached), goal.wanted(), figures);
    }
}
