package org.aitbc.bench.compare;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.bench.report.Report;
import org.aitbc.bench.report.Verdict;

/** The figures of each contender's rounds. */
record Outcome(Map<String, List<Map<String, Double>>> rounds) {

    double median(String contender, String figure) {
        return Percentiles.median(figures(contender, figure));
    }

    /** Neighbouring rounds share what else the machine does, so each is compared with its neighbour; the middle one counts. */
    double ratio(String contender, String other, String figure) {
        double[] ours = figures(contender, figure);
        double[] theirs = figures(other, figure);
        return Percentiles.median(IntStream.range(0, ours.length)
                .mapToDouble(i -> ours[i] / theirs[i])
                .toArray());
    }

    /** Adds a row for each contender, with the median of each figure and how far its rounds lie apart. */
    void tell(String work, Report report) {
        rounds.forEach((contender, played) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            for (String figure : played.getFirst().keySet()) {
                double[] figures = figures(contender, figure);
                row.put(figure, Report.round(Percentiles.median(figures)));
                row.put(
                        figure + "_min",
                        Report.round(Arrays.stream(figures).min().orElse(0)));
                row.put(
                        figure + "_max",
                        Report.round(Arrays.stream(figures).max().orElse(0)));
            }
            report.add(work + ", " + contender, row);
        });
    }

    /** Holds the ratio of both against the goal. */
    Verdict judge(Goal goal, String contender, String other, String figure) {
        return goal.judge(
                ratio(contender, other, figure),
                "%,.1f and %,.1f %s".formatted(median(contender, figure), median(other, figure), figure));
    }

    private double[] figures(String contender, String figure) {
        List<Map<String, Double>> played = rounds.getOrDefault(contender, List.of());
        return played.stream()
                .mapToDouble(round -> round.getOrDefault(figure, Double.NaN))
                .toArray();
    }
}
