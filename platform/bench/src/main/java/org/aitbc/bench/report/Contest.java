package org.aitbc.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.aitbc.bench.process.Processes;

/** Contenders that take turns at the same work, so that what else the machine does affects all alike. */
public final class Contest {

    private final String work;
    private final List<Contender> contenders;
    private final Map<String, List<Map<String, Double>>> rounds = new LinkedHashMap<>();

    /** @param work in words, for the report */
    public Contest(String work, List<Contender> contenders) {
        this.work = work;
        this.contenders = contenders;
    }

    /** One round of the work; returns its figures by name, the most important one first. */
    public interface Round {
        Map<String, Double> run() throws Exception;
    }

    /** @param processes are stopped (SIGSTOP) while another contender is measured */
    public record Contender(String name, List<ProcessHandle> processes, Round round) {

        public Contender(String name, Round round) {
            this(name, List.of(), round);
        }

        private Map<String, Double> run() throws Exception {
            Processes.signal("CONT", processes);
            try {
                return round.run();
            } finally {
                Processes.signal("STOP", processes);
            }
        }
    }

    /** Plays the rounds, each contender once in each; those of the warm-up are not counted. */
    public Contest play(int warmUp, int counted) throws Exception {
        List<ProcessHandle> all =
                contenders.stream().flatMap(one -> one.processes().stream()).toList();
        // a stopped process could not end
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Processes.signal("CONT", all)));
        Processes.signal("STOP", all);
        try {
            for (int i = -warmUp; i < counted; i++) {
                for (Contender contender : contenders) {
                    Map<String, Double> figures = contender.run();
                    System.err.printf("  %s, %s: %s%n", work, contender.name(), Report.text(figures));
                    if (i >= 0) {
                        rounds.computeIfAbsent(contender.name(), _ -> new ArrayList<>())
                                .add(figures);
                    }
                }
            }
        } finally {
            Processes.signal("CONT", all);
        }
        return this;
    }

    public double median(String contender, String figure) {
        return Percentiles.median(figures(contender, figure));
    }

    /**
     * Neighbouring rounds share what else the machine does, so each is compared with its neighbour; the median counts. Not a
     * number where the other did nothing.
     */
    public double ratio(String contender, String other, String figure) {
        double[] ours = figures(contender, figure);
        double[] theirs = figures(other, figure);
        double ratio = Percentiles.median(IntStream.range(0, ours.length)
                .mapToDouble(i -> ours[i] / theirs[i])
                .toArray());
        return Double.isInfinite(ratio) ? Double.NaN : ratio;
    }

    /** Compares the goal with the ratio of two contenders. */
    public void judge(Report report, Goal goal, String contender, String other, String figure) {
        report.judge(
                goal,
                ratio(contender, other, figure),
                "%,.1f and %,.1f %s".formatted(median(contender, figure), median(other, figure), figure));
    }

    /** Adds a row for each contender: medians, and the range of the first figure. */
    public void addTo(Report report) {
        rounds.forEach((contender, played) -> {
            Map<String, Double> row = new LinkedHashMap<>();
            for (String figure : played.getFirst().keySet()) {
                if (row.isEmpty()) {
                    double[] all = figures(contender, figure);
                    row.put("min", Arrays.stream(all).min().orElse(Double.NaN));
                    row.put("max", Arrays.stream(all).max().orElse(Double.NaN));
                }
                row.put(figure, median(contender, figure));
            }
            report.add(work + ", " + contender, row);
        });
    }

    private double[] figures(String contender, String figure) {
        return rounds.getOrDefault(contender, List.of()).stream()
                .mapToDouble(round -> round.getOrDefault(figure, Double.NaN))
                .toArray();
    }
}
