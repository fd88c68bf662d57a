package org.aitbc.bench.chaos.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aitbc.bench.chaos.check.Rows.Job;
import org.aitbc.bench.chaos.check.Rows.LeaseEvent;
import org.aitbc.bench.chaos.check.Rows.Op;
import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Death;
import org.aitbc.bench.chaos.log.History.Order;
import org.aitbc.bench.report.Percentiles;
import org.jspecify.annotations.Nullable;

/** How soon work continues after a fault, by the database's clock. */
public final class TimeChecks {

    private static final Duration BEYOND_THE_LEASE = Duration.ofSeconds(2);
    private static final Duration SUCCESS_WITHIN = Duration.ofSeconds(5);

    private TimeChecks() {}

    /**
     * For each job whose worker died while nothing else was broken: from the last moment that its lease was written to (given
     * or renewed) to the job's next lease. One that was not written to since everything was whole lapsed in what came before.
     */
    public static Percentiles leasedAgain(History history, Rows rows) {
        Map<String, Death> dead = history.deaths().stream().collect(Collectors.toMap(Death::miner, death -> death));
        Map<String, LeaseEvent> last = new HashMap<>();
        List<Long> nanos = new ArrayList<>();
        for (LeaseEvent event : rows.leases()) {
            LeaseEvent before = last.get(event.job());
            if (event.op() == Op.INSERT && before != null && isMeasured(dead.get(before.miner()), before, event)) {
                nanos.add(Duration.between(before.at(), event.at()).toNanos());
            }
            if (event.op() != Op.DELETE) {
                last.put(event.job(), event);
            }
        }
        return Percentiles.ofNanos(nanos);
    }

    private static boolean isMeasured(@Nullable Death death, LeaseEvent last, LeaseEvent next) {
        return death != null
                && death.wholeSince() != null
                && !last.at().isBefore(death.wholeSince())
                && next.at().isAfter(death.at());
    }

    static void leasedAgainInTime(History history, Rows rows, Duration lease, Consumer<String> wrong) {
        Percentiles again = leasedAgain(history, rows);
        double most = lease.plus(BEYOND_THE_LEASE).toMillis();
        if (again.count() > 0 && again.p99() > most) {
            wrong.accept("jobs of dead workers were leased again after " + again + " ms, p99 may be " + most);
        }
    }

    /** From each moment that PostgreSQL answered again to the first job that was acknowledged, and the first one done. */
    public static List<Duration> backAfter(History history, Rows rows) {
        Set<String> taken =
                history.orders().stream().map(Order::jobs).flatMap(List::stream).collect(Collectors.toSet());
        List<Instant> submitted = rows.jobs().stream()
                .filter(job -> taken.contains(job.id()))
                .map(Job::requestedAt)
                .toList();
        List<Instant> done = rows.outcomes().stream()
                .filter(outcome -> outcome.state().equals("COMPLETED"))
                .map(Outcome::endedAt)
                .toList();
        return history.databaseBack().stream()
                .flatMap(back -> Stream.of(first(submitted, back), first(done, back)))
                .map(first -> first.orElse(Duration.ofDays(1)))
                .toList();
    }

    private static Optional<Duration> first(List<Instant> all, Instant since) {
        return all.stream()
                .filter(at -> !at.isBefore(since))
                .min(Instant::compareTo)
                .map(at -> Duration.between(since, at));
    }

    static void backInTime(History history, Rows rows, Consumer<String> wrong) {
        List<Duration> after = backAfter(history, rows);
        if (after.stream().anyMatch(one -> one.compareTo(SUCCESS_WITHIN) > 0)) {
            wrong.accept("after PostgreSQL was back, the first jobs were taken and done after " + after);
        }
    }
}
