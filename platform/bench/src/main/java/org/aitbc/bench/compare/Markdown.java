package org.aitbc.bench.compare;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Results as tables to be pasted. */
final class Markdown {

    private static final List<String> APART = List.of("name", "load");

    private static final String BEGIN = "<!-- compare begins -->\n";
    private static final String END = "<!-- compare ends -->";

    private Markdown() {}

    /** Puts the tables between the marks that the page has for them; without marks they are the page. */
    static String into(String page, Results results) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        return begin < 0 || end < begin
                ? of(results)
                : page.substring(0, begin + BEGIN.length()) + of(results) + page.substring(end);
    }

    static String of(Results results) {
        String machine = Machine.here().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
        return machine + "\n\n" + goals(results.goals()) + "\n" + figures(results.figures());
    }

    static String goals(List<JsonNode> goals) {
        return """
                | goal | wanted | reached | | from | load |
                |---|---|---|---|---|---|
                """
                + goals.stream()
                        .map(goal -> "| %s | %s | %s | %s | %s | %s |%n"
                                .formatted(
                                        text(goal, "goal"),
                                        text(goal, "wanted"),
                                        text(goal, "reached"),
                                        goal.path("met").asBoolean(false) ? "met" : "**missed**",
                                        text(goal, "figures"),
                                        text(goal, "load")))
                        .collect(Collectors.joining());
    }

    private static String figures(List<JsonNode> figures) {
        return """
                | | figures | load |
                |---|---|---|
                """
                + figures.stream()
                        .map(row -> "| %s | %s | %s |%n"
                                .formatted(
                                        text(row, "name"),
                                        row.properties().stream()
                                                .filter(field -> !APART.contains(field.getKey()))
                                                .map(field -> field.getKey() + " "
                                                        + field.getValue().asString())
                                                .collect(Collectors.joining(", ")),
                                        text(row, "load")))
                        .collect(Collectors.joining());
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).asString("");
    }
}
