package org.aitbc.bench.report;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures, printed while they come, and what they say about the goals as a Markdown table at the end. */
public final class Report {

    private final List<String> goals = new ArrayList<>();

    /** Prints a row of figures, with the machine's load beside it. */
    public void add(String name, Map<String, Double> figures) {
        System.out.printf("%-50s  %s, load %.1f%n", name, text(figures), load());
    }

    /**
     * Compares a goal with what was measured.
     *
     * @param reached in the goal's unit
     * @param from the figures it was computed from, in words
     */
    public void judge(Goal goal, double reached, String from) {
        goals.add("| %s | %s | %s | %s | %s | %.1f |"
                .formatted(goal.name(), goal.wanted(), goal.amount(reached), goal.verdict(reached), from, load()));
        System.out.println(goals.getLast());
    }

    public void printGoals() {
        if (!goals.isEmpty()) {
            System.out.println("\n| goal | wanted | reached | | from | load |\n|---|---|---|---|---|---|");
            goals.forEach(System.out::println);
        }
    }

    static String text(Map<String, Double> figures) {
        return figures.entrySet().stream()
                .map(one -> String.format(Locale.ROOT, "%s %,.2f", one.getKey(), one.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** How many processes wanted a core, on average over the last minute. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
