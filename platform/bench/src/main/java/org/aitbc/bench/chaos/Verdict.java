package org.aitbc.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.check.Invariant;
import org.aitbc.bench.chaos.check.Rows;
import org.aitbc.bench.chaos.check.TimeChecks;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.report.Percentiles;

/**
 * The result of a run.
 *
 * @param figures in words, a line each
 * @param violations where an invariant does not hold, with the ids
 */
public record Verdict(long seed, int jobs, List<String> figures, Map<Invariant, List<String>> violations) {

    private static final int MOST_SHOWN = 10;

    static Verdict of(long seed, History history, Rows rows) {
        Map<Invariant, List<String>> violations = new EnumMap<>(Invariant.class);
        for (Invariant invariant : Invariant.values()) {
            List<String> wrong = new ArrayList<>();
            invariant.check(history, rows, wrong::add);
            if (!wrong.isEmpty()) {
                violations.put(invariant, wrong);
            }
        }
        return new Verdict(seed, rows.jobs().size(), figures(history, rows), violations);
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
                                : "%nrepeat with: ./aitbc chaos --seed %d".formatted(seed))
                .toString();
    }

    private static List<String> figures(History history, Rows rows) {
        Percentiles again = TimeChecks.leasedAgain(history, rows);
        return List.of(
                "orders: " + counts(history.orders(), order -> order.answer().name()),
                "orders on books: %d, cancelled %d; ballots: %d"
                        .formatted(
                                history.spots().size(),
                                history.cancelledSpots().size(),
                                history.ballots().size()),
                "jobs: " + counts(rows.outcomes(), one -> one.state() + (one.code() == null ? "" : " " + one.code())),
                "reports of workers: "
                        + counts(history.reports(), report -> report.told().name()),
                "leases that workers heard of: " + history.grants().size(),
                "postings: " + rows.books().postings().size(),
                "%d jobs of dead workers were leased again after p50 %.0f, p99 %.0f, at most %.0f ms"
                        .formatted(again.count(), again.p50(), again.p99(), again.max()),
                "after PostgreSQL was back, first job taken and first done after ms: "
                        + TimeChecks.backAfter(history, rows).stream()
                                .map(Duration::toMillis)
                                .toList());
    }

    private static <T> String counts(Collection<T> all, Function<T, String> kind) {
        return new TreeMap<>(all.stream().collect(Collectors.groupingBy(kind, Collectors.counting()))).toString();
    }
}
