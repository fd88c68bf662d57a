package org.aitbc.standalone.endtoend;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.aitbc.domain.id.Ids;

/** What clients asked for and what they were told, to be compared with what became of it. */
final class OrderBook {

    private static final String JOBS = """
            select j.payload ->> 'tag' as tag, replace(j.id::text, '-', '') as id, j.payment_amount as amount, o.state,
                   (select count(*) from core.payment p where p.job_id = j.id) as payments
            from core.job j left join core.outcome o on o.job_id = j.id""";

    private static final String KEYS = "select key, resource from core.idempotency_key";

    enum Answer {
        TAKEN,
        REFUSED,
        /** It broke off, and was not repeated. */
        UNKNOWN
    }

    /**
     * A job that a client wanted.
     *
     * @param tag is in the job's payload, and the {@code Idempotency-Key} where there is one
     * @param amount zero where no price was named
     * @param job the id that the client was told; empty where it was told none
     */
    record Order(String tag, boolean hasKey, BigDecimal amount, Answer answer, String job) {}

    private record Job(String id, BigDecimal amount, String state, int payments) {}

    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
    private final Queue<String> canceled = new ConcurrentLinkedQueue<>();
    private final Queue<String> oddities = new ConcurrentLinkedQueue<>();

    void add(Order order) {
        orders.add(order);
    }

    /** A client was told that its job is canceled. */
    void canceled(String job) {
        canceled.add(job);
    }

    /** A client was answered what it should never be. */
    void odd(String answer) {
        oddities.add(answer);
    }

    long count(Answer answer) {
        return orders.stream().filter(order -> order.answer() == answer).count();
    }

    long cancels() {
        return canceled.size();
    }

    /** Where what clients were told is not so, in words; empty when it is. */
    List<String> wrong(Connection connection) throws SQLException {
        List<String> wrong = new ArrayList<>(oddities);
        Map<String, List<Job>> jobs = jobs(connection);
        Map<String, String> keys = keys(connection);
        Map<String, String> states = new HashMap<>();
        jobs.values().forEach(all -> all.forEach(job -> states.put(job.id(), job.state())));
        for (String job : canceled) {
            if (!"CANCELED".equals(states.get(job))) {
                wrong.add("job " + job + " was canceled and is " + states.get(job));
            }
        }
        for (Order order : orders) {
            List<Job> found = jobs.getOrDefault(order.tag(), List.of());
            if (!isAsTold(order, found)) {
                wrong.add(order + " made " + found);
            }
            if (order.hasKey() && found.stream().anyMatch(job -> !job.id().equals(keys.get(order.tag())))) {
                wrong.add(order + " has a key that stands for " + keys.get(order.tag()));
            }
            jobs.remove(order.tag());
        }
        jobs.forEach((tag, unwanted) -> wrong.add("nobody ordered " + tag + ": " + unwanted));
        return wrong;
    }

    private static boolean isAsTold(Order order, List<Job> found) {
        boolean asMany = switch (order.answer()) {
            case TAKEN -> found.size() == 1 && found.getFirst().id().equals(order.job());
            case REFUSED -> found.isEmpty();
            case UNKNOWN -> found.size() <= 1;
        };
        boolean isPriced = order.amount().signum() > 0;
        return asMany
                && found.stream()
                        .allMatch(job -> job.payments() == (isPriced ? 1 : 0)
                                && (isPriced ? job.amount().compareTo(order.amount()) == 0 : job.amount() == null));
    }

    private static Map<String, List<Job>> jobs(Connection connection) throws SQLException {
        Map<String, List<Job>> jobs = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(JOBS)) {
            while (row.next()) {
                jobs.computeIfAbsent(String.valueOf(row.getString("tag")), _ -> new ArrayList<>())
                        .add(new Job(
                                row.getString("id"),
                                row.getBigDecimal("amount"),
                                String.valueOf(row.getString("state")),
                                row.getInt("payments")));
            }
        }
        return jobs;
    }

    private static Map<String, String> keys(Connection connection) throws SQLException {
        Map<String, String> keys = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(KEYS)) {
            while (row.next()) {
                keys.put(row.getString(1), Ids.text(row.getObject(2, UUID.class)));
            }
        }
        return keys;
    }
}
