package org.aitbc.bench.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.aitbc.bench.chaos.check.Invariant;
import org.aitbc.bench.chaos.check.Rows;
import org.aitbc.bench.chaos.log.Seen;

/**
 * What a run came to.
 *
 * @param faults how many there were
 * @param jobs how many there are
 * @param figures in words, a line each
 * @param violations where an invariant does not hold, with the ids
 */
public record Verdict(
        long seed, int minutes, int faults, int jobs, List<String> figures, Map<Invariant, List<String>> violations) {

    private static final int MOST_SHOWN = 10;

    static Verdict of(long seed, int minutes, int faults, List<String> figures, Seen seen, Rows rows) {
        Map<Invariant, List<String>> violations = new EnumMap<>(Invariant.class);
        for (Invariant invariant : Invariant.values()) {
            List<String> wrong = new ArrayList<>();
            invariant.check(seen, rows, wrong::add);
            if (!wrong.isEmpty()) {
                violations.put(invariant, wrong);
            }
        }
        return new Verdict(seed, minutes, faults, rows.jobs().size(), figures, violations);
    }

    public boolean isGood() {
        return violations.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        figures.forEach(line -> text.append(line).append('\n'));
        violations.forEach((invariant, wrong) -> {
            text.append("%nVIOLATED %s, %d times%n".formatted(invariant, wrong.size()));
            wrong.stream()
                    .limit(MOST_SHOWN)
                    .forEach(line -> text.append("  ").append(line).append('\n'));
        });
        return text.append(
                        isGood()
                                ? "all %d invariants hold, seed %d".formatted(Invariant.values().length, seed)
                                : "%nrepeat with: ./aitbc chaos --minutes %d --seed %d".formatted(minutes, seed))
                .toString();
    }
}
