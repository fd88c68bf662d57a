package org.aitbc.bench.chaos.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.check.Rows.IdempotencyKey;
import org.aitbc.bench.chaos.check.Rows.Job;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Answer;
import org.aitbc.bench.chaos.log.History.Order;

/** Compares the orders of clients, and the answers to them, with the jobs in the database. */
final class OrderChecks {

    private OrderChecks() {}

    /** A job that was acknowledged is there once, one that was refused is not, and nobody's job is there. */
    static void acknowledgedOnce(History history, Rows rows, Consumer<String> wrong) {
        Map<String, List<Job>> byTag = rows.jobs().stream().collect(Collectors.groupingBy(Job::tag));
        Set<String> ordered = new HashSet<>();
        for (Order order : history.orders()) {
            List<List<Job>> made = order.tags().stream()
                    .map(tag -> byTag.getOrDefault(tag, List.of()))
                    .toList();
            ordered.addAll(order.tags());
            if (!isAsTold(order, made)) {
                wrong.accept(order + " made " + made);
            }
        }
        rows.jobs().stream()
                .filter(job -> !ordered.contains(job.tag()))
                .forEach(job -> wrong.accept("nobody ordered " + job));
    }

    private static boolean isAsTold(Order order, List<List<Job>> made) {
        boolean all = made.stream().allMatch(jobs -> jobs.size() == 1);
        boolean none = made.stream().allMatch(List::isEmpty);
        boolean asMany = switch (order.answer()) {
            case TAKEN ->
                all && made.stream().map(jobs -> jobs.getFirst().id()).toList().equals(order.jobs());
            case REFUSED -> none;
            case UNKNOWN -> all || none;
        };
        return asMany && made.stream().flatMap(List::stream).allMatch(job -> isAsOrdered(order, job));
    }

    private static boolean isAsOrdered(Order order, Job job) {
        boolean priced = order.amount().signum() > 0;
        return job.client().equals(order.client())
                && (job.amount() == null ? !priced : job.amount().compareTo(order.amount()) == 0);
    }

    /** A key stands for the first job of its request. */
    static void keysStandForTheirJobs(History history, Rows rows, Consumer<String> wrong) {
        Map<String, String> resources = new HashMap<>();
        for (IdempotencyKey key : rows.keys()) {
            resources.put(key.client() + " " + key.text(), key.resource());
        }
        for (Order order : history.orders()) {
            String resource = resources.getOrDefault(order.client() + " " + order.key(), "");
            if (!order.key().isEmpty()
                    && order.answer() == Answer.TAKEN
                    && !resource.equals(order.jobs().getFirst())) {
                wrong.accept("the key of " + order + " stands for " + resource);
            }
        }
    }
}
