package org.aitbc.bench.chaos.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.check.Rows.LeaseEvent;
import org.aitbc.bench.chaos.check.Rows.Op;
import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Grant;
import org.jspecify.annotations.Nullable;

/** Which worker held which job, and when. */
final class LeaseChecks {

    private LeaseChecks() {}

    /** A job's lease has ended when its next one begins, and what a worker heard is a lease that there was. */
    static void apart(History history, Rows rows, Consumer<String> wrong) {
        Set<Grant> granted = new HashSet<>();
        byJob(rows).forEach((job, events) -> {
            @Nullable LeaseEvent held = null;
            for (LeaseEvent event : events) {
                if (event.op() == Op.INSERT && held != null) {
                    wrong.accept("job " + job + " has two leases at once: " + held + " and " + event);
                }
                if (event.op() != Op.INSERT && (held == null || !held.lease().equals(event.lease()))) {
                    wrong.accept("job " + job + " has no such lease at that time: " + event);
                }
                held = event.op() == Op.DELETE ? null : event;
                granted.add(new Grant(job, event.lease(), event.attempt(), event.miner()));
            }
        });
        history.grants().stream()
                .filter(grant -> !granted.contains(grant))
                .forEach(grant -> wrong.accept("a worker was given what is no lease: " + grant));
    }

    /** Each lease of a job has a greater attempt; only one that nobody heard of may be had again. */
    static void fenced(History history, Rows rows, Consumer<String> wrong) {
        Set<String> heard = history.grants().stream().map(Grant::lease).collect(Collectors.toSet());
        byJob(rows).forEach((job, events) -> {
            @Nullable LeaseEvent last = null;
            for (LeaseEvent event : events) {
                if (event.op() == Op.INSERT) {
                    if (last != null
                            && event.attempt() <= last.attempt()
                            && (event.attempt() < last.attempt() || heard.contains(last.lease()))) {
                        wrong.accept("job " + job + " has no greater attempt in " + event + " after " + last);
                    }
                    last = event;
                }
            }
        });
    }

    /** The worker that ended a job held its lease at that moment, by the database's clock. */
    static void endedByHolder(Rows rows, Consumer<String> wrong) {
        Map<String, LeaseEvent> last = new HashMap<>();
        rows.leases().stream().filter(event -> event.op() == Op.DELETE).forEach(event -> last.put(event.job(), event));
        for (Outcome outcome : rows.outcomes()) {
            boolean byWorker = outcome.state().equals("COMPLETED")
                    || (outcome.state().equals("FAILED") && "CHAOS".equals(outcome.code()));
            if (!byWorker) {
                continue;
            }
            LeaseEvent end = last.get(outcome.job());
            if (end == null
                    || end.attempt() != outcome.attempt()
                    || !end.miner().equals(outcome.miner())
                    || !end.transaction().isBefore(end.until())) {
                wrong.accept(outcome + " was not written by who held the job: " + end);
            }
        }
    }

    private static Map<String, List<LeaseEvent>> byJob(Rows rows) {
        return rows.leases().stream().collect(Collectors.groupingBy(LeaseEvent::job));
    }
}
