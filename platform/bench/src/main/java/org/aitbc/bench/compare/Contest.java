package org.aitbc.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.bench.report.Report;

/** Contenders that take turns at the same work, so that what else the machine does hits all alike. */
record Contest(String work, List<Contender> contenders) {

    /** Warms all up, then plays the rounds: each contender once in each. */
    Outcome play(int rounds) throws Exception {
        List<ProcessHandle> all = contenders.stream()
                .flatMap(contender -> contender.processes().stream())
                .distinct()
                .toList();
        // who is told to end must be able to
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Standstill.end(all)));
        Standstill.begin(all);
        try {
            return played(rounds);
        } finally {
            Standstill.end(all);
        }
    }

    private Outcome played(int rounds) throws Exception {
        for (Contender contender : contenders) {
            for (int i = 0; i < contender.warmUp(); i++) {
                say("warm-up", contender, contender.round());
            }
        }
        Map<String, List<Map<String, Double>>> figures = new LinkedHashMap<>();
        for (int i = 1; i <= rounds; i++) {
            for (Contender contender : contenders) {
                Map<String, Double> round = contender.round();
                say("round " + i, contender, round);
                figures.computeIfAbsent(contender.name(), _ -> new ArrayList<>())
                        .add(round);
            }
        }
        return new Outcome(figures);
    }

    private void say(String when, Contender contender, Map<String, Double> figures) {
        StringBuilder line = new StringBuilder("  %s, %s, %s:".formatted(work, when, contender.name()));
        figures.forEach((name, figure) -> line.append(" %,.2f %s".formatted(figure, name)));
        System.err.println(line + ", load " + Report.load());
    }
}
