package org.aitbc.bench.chaos.log;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Requests of clients and workers, with the answers they got.
 *
 * @param canceled jobs whose cancellation was acknowledged
 * @param databaseBack when PostgreSQL answered again after each stop, by its own clock
 * @param spots orders on order books that were acknowledged
 * @param cancelledSpots ids of those whose cancellation was acknowledged
 * @param ballots that were acknowledged
 * @param unexpected answers that nobody should ever get, and faults that failed
 */
public record History(
        Collection<Order> orders,
        Collection<String> canceled,
        Collection<Grant> grants,
        Collection<Report> reports,
        Collection<Death> deaths,
        Collection<Deposit> deposits,
        Collection<Instant> databaseBack,
        Collection<Spot> spots,
        Collection<String> cancelledSpots,
        Collection<Ballot> ballots,
        Collection<String> unexpected) {

    /** An empty one that many threads can write to. */
    public static History begin() {
        return new History(
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>());
    }

    /** How many jobs clients know to be taken. */
    public long taken() {
        return orders.stream().mapToInt(order -> order.jobs().size()).sum();
    }

    /**
     * An order of a client, with the answer.
     *
     * @param client the principal
     * @param tags in the payload of each job, for a batch in its order
     * @param key the {@code Idempotency-Key}; empty where there was none
     * @param amount the fixed price of each job; zero where none was named
     * @param jobs the ids in the answer, in the order of tags; empty where there were none
     */
    public record Order(
            String client,
            List<String> tags,
            String key,
            Task task,
            BigDecimal amount,
            Answer answer,
            List<String> jobs) {

        public Order {
            tags = List.copyOf(tags);
            jobs = List.copyOf(jobs);
        }
    }

    public enum Answer {
        TAKEN,
        REFUSED,
        /** The connection broke, and the request was not repeated. */
        UNKNOWN
    }

    /** A lease as its worker heard of it. */
    public record Grant(String job, String lease, int attempt, String miner) {

        /** Where the end of the job is reported to; a failure where there is no token. */
        public String path(String token) {
            return "/v1/miners/" + job + (token.isEmpty() ? "/fail" : "/result");
        }

        /** The members of a report of the end of the job, with a token that is in no other result; a failure where it is empty. */
        public String end(String token) {
            String what = token.isEmpty()
                    ? "\"error_code\":\"CHAOS\",\"retryable\":false,\"error_message\":\"as the job wants it\""
                    : "\"result\":{\"token\":\"" + token + "\"}";
            return "%s,\"lease_id\":\"%s\",\"attempt\":%d".formatted(what, lease, attempt);
        }
    }

    /**
     * A worker's report of the end of a job, with the answer.
     *
     * @param token is in the result, and in no other; empty where a failure was reported
     * @param receipt the id of the receipt that it was given; empty where none was
     */
    public record Report(Grant grant, String token, Told told, String receipt) {}

    public enum Told {
        ACCEPTED,
        NOT_HELD,
        UNKNOWN
    }

    /**
     * A worker that died without a word, and does not come back under its name.
     *
     * @param at when; the clock is that of the database's machine
     * @param wholeSince from then on nothing else was broken until its leases had lapsed; null where something was
     */
    public record Death(String miner, Instant at, @Nullable Instant wholeSince) {}

    /** Money that was deposited, and acknowledged. */
    public record Deposit(String owner, String currency, BigDecimal amount) {

        /** AITBC. */
        public Deposit(String owner, BigDecimal amount) {
            this(owner, "AITBC", amount);
        }
    }

    /**
     * An order on an order book, as it was acknowledged.
     *
     * @param name what its owner calls it
     */
    public record Spot(String owner, String name, String id) {}

    /** @param choice its number */
    public record Ballot(String proposal, String voter, int choice) {}
}
