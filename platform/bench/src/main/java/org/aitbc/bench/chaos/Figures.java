package org.aitbc.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.check.Rows;
import org.aitbc.bench.chaos.check.Rows.Op;
import org.aitbc.bench.chaos.check.TimeChecks;
import org.aitbc.bench.chaos.log.Seen;
import org.aitbc.bench.chaos.proxy.Proxies.Line;
import org.aitbc.bench.chaos.stage.Stage;
import org.aitbc.bench.report.Percentiles;

/** A run in numbers. */
final class Figures {

    private Figures() {}

    static List<String> of(int faults, Duration took, Stage stage, Seen seen, Rows rows) {
        Percentiles again = TimeChecks.leasedAgain(seen, rows);
        return List.of(
                "%d faults and %d jobs in %d s".formatted(faults, rows.jobs().size(), took.toSeconds()),
                "orders: "
                        + count(seen.orders().stream()
                                .collect(Collectors.groupingBy(
                                        order -> order.answer().name(), Collectors.counting()))),
                "jobs: "
                        + count(rows.outcomes().stream()
                                .collect(Collectors.groupingBy(
                                        one -> one.state() + (one.code() == null ? "" : " " + one.code()),
                                        Collectors.counting()))),
                "reports of workers: "
                        + count(seen.reports().stream()
                                .collect(Collectors.groupingBy(
                                        report -> report.told().name(), Collectors.counting()))),
                "leases: "
                        + rows.leases().stream()
                                .filter(event -> event.op() == Op.INSERT)
                                .count() + ", heard of "
                        + seen.grants().size(),
                "postings %d, entries %d, events %d"
                        .formatted(
                                rows.books().postings().size(),
                                rows.books().entries().size(),
                                rows.outbox().size()),
                "replies lost on the way: "
                        + stage.lines().all().stream().mapToInt(Line::lost).sum(),
                "%d jobs of dead workers were leased again after p50 %.0f, p99 %.0f, at most %.0f ms"
                        .formatted(again.count(), again.p50(), again.p99(), again.max()),
                "after PostgreSQL was back, first job taken and first done after ms: "
                        + TimeChecks.backAfter(seen, rows).stream()
                                .map(Duration::toMillis)
                                .toList());
    }

    private static String count(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining(", "));
    }
}
