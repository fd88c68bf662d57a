package org.aitbc.bench.chaos.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.check.Rows.Event;
import org.aitbc.bench.chaos.check.Rows.Job;
import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.Task;

/** How jobs ended. */
final class EndChecks {

    private EndChecks() {}

    /** Each job has one outcome and one event that tells of it, and neither waits nor runs. */
    static void endedOnce(Rows rows, Consumer<String> wrong) {
        Map<String, List<Outcome>> outcomes = rows.outcomes().stream().collect(Collectors.groupingBy(Outcome::job));
        Map<String, List<Event>> told = rows.outbox().stream()
                .filter(event -> event.name().startsWith("job."))
                .collect(Collectors.groupingBy(Event::subject));
        for (Job job : rows.jobs()) {
            List<Outcome> ends = outcomes.getOrDefault(job.id(), List.of());
            List<String> events = told.getOrDefault(job.id(), List.of()).stream()
                    .map(Event::name)
                    .toList();
            if (ends.size() != 1
                    || !events.equals(List.of("job." + ends.getFirst().state().toLowerCase(Locale.ROOT)))) {
                wrong.accept(job + " has the outcomes " + ends + " and the events " + events);
            }
        }
        Set<String> known = rows.jobs().stream().map(Job::id).collect(Collectors.toCollection(HashSet::new));
        rows.outcomes().stream()
                .filter(outcome -> !known.contains(outcome.job()))
                .forEach(outcome -> wrong.accept("no job has " + outcome));
        rows.queued().forEach(job -> wrong.accept("job " + job + " still waits"));
        rows.leased().forEach(job -> wrong.accept("job " + job + " is still leased"));
    }

    /** A job whose cancellation was acknowledged is canceled. */
    static void cancelsHold(History history, Rows rows, Consumer<String> wrong) {
        Map<String, String> states = new HashMap<>();
        rows.outcomes().forEach(outcome -> states.put(outcome.job(), outcome.state()));
        for (String job : history.canceled()) {
            if (!"CANCELED".equals(states.get(job))) {
                wrong.accept("job " + job + " was canceled and is " + states.get(job));
            }
        }
    }

    /** What a job is decides how it can end. */
    static void endedAsItCan(Rows rows, Consumer<String> wrong) {
        Map<String, Outcome> outcomes =
                rows.outcomes().stream().collect(Collectors.toMap(Outcome::job, one -> one, (a, _) -> a));
        for (Job job : rows.jobs()) {
            Outcome outcome = outcomes.get(job.id());
            if (outcome != null && !job.task().isEmpty() && !isPossible(Task.valueOf(job.task()), outcome)) {
                wrong.accept(job + " ended as " + outcome);
            }
        }
    }

    private static boolean isPossible(Task task, Outcome outcome) {
        String end = outcome.state() + " " + outcome.code();
        return switch (end) {
            case "CANCELED CANCELED" -> true;
            case "FAILED ATTEMPTS_EXHAUSTED" -> task != Task.NOBODY;
            case "FAILED BUDGET_EXHAUSTED" -> task != Task.NOBODY;
            case "FAILED CHAOS" -> task == Task.FAILING;
            case "FAILED POISON" -> task == Task.POISON;
            case "COMPLETED null" ->
                task == Task.QUICK || task == Task.LONG || task == Task.COMMAND || task == Task.STORM;
            case "EXPIRED TTL_EXPIRED" -> task == Task.NOBODY;
            default -> false;
        };
    }
}
