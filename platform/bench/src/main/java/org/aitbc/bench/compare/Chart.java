package org.aitbc.bench.compare;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The goals as bars: right of the line is met. Its colours follow the reader's light or dark mode. */
final class Chart {

    private static final int WIDTH = 960;
    private static final int ROW = 30;
    private static final int TOP = 46;
    private static final int BOTTOM = 30;
    private static final int TEXT = 450;

    /** Where a goal is just met; a factor of ten is this many pixels apart. */
    private static final int LINE = 620;

    private static final int DECADE = 130;
    private static final double LONGEST = 1.25;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #24292f }
              .note { fill: #57606a; font-size: 12px }
              .met { fill: #1a7f37 }
              .missed { fill: #bc4c00 }
              line { stroke: #8c959f }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .note { fill: #9198a1 }
                .met { fill: #3fb950 }
                .missed { fill: #f0883e }
                line { stroke: #6e7681 }
              }
            </style>
            """;

    private Chart() {}

    static String of(List<JsonNode> goals) {
        int height = TOP + goals.size() * ROW + BOTTOM;
        StringBuilder chart = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-label="How far each goal was met or missed">
                """.formatted(WIDTH, height)).append(STYLE);
        for (double factor : new double[] {0.1, 1, 10}) {
            line(chart, factor, height);
        }
        int y = TOP;
        for (JsonNode goal : goals) {
            row(chart, goal, y);
            y += ROW;
        }
        return chart.append("</svg>\n").toString();
    }

    private static void line(StringBuilder chart, double factor, int height) {
        long x = LINE + Math.round(DECADE * Math.log10(factor));
        String label = factor == 1 ? "the goal" : factor < 1 ? "10 times worse" : "10 times better";
        chart.append(text(x, TOP - 24, "note", "middle", label));
        chart.append("<line x1=\"%1$d\" x2=\"%1$d\" y1=\"%2$d\" y2=\"%3$d\"%4$s/>\n"
                .formatted(x, TOP - 14, height - BOTTOM + 6, factor == 1 ? "" : " stroke-dasharray=\"2 4\""));
    }

    private static void row(StringBuilder chart, JsonNode goal, int y) {
        boolean met = goal.path("met").asBoolean(false);
        double margin = goal.path("margin").asDouble(0);
        long length = Math.round(DECADE * Math.clamp(margin > 0 ? Math.log10(margin) : -LONGEST, -LONGEST, LONGEST));
        chart.append(text(TEXT, y + 14, "", "end", shortened(goal.path("goal").asString(""))));
        chart.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"18\" rx=\"2\"/>\n"
                .formatted(met ? "met" : "missed", LINE + Math.min(0, length), y, Math.max(2, Math.abs(length))));
        String reached = "%s (%s)"
                .formatted(
                        goal.path("reached").asString(""), goal.path("wanted").asString(""));
        chart.append(text(LINE + Math.max(0, length) + 8, y + 14, "note", "start", reached));
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 63) + "…";
    }

    private static String text(long x, int y, String style, String anchor, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<text x=\"%d\" y=\"%d\" class=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(x, y, style, anchor, escaped);
    }
}
