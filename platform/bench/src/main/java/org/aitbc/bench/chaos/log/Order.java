package org.aitbc.bench.chaos.log;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a client wanted, and what it was told.
 *
 * @param client the principal
 * @param tags what the payload of each job says, for a batch in its order
 * @param key the {@code Idempotency-Key}; empty where there was none
 * @param task what becomes of these jobs
 * @param amount the fixed price of each job; zero where none was named
 * @param jobs the ids that the client was told, in the order of tags; empty where it was told none
 */
public record Order(
        String client, List<String> tags, String key, Task task, BigDecimal amount, Answer answer, List<String> jobs) {

    /** What a client made of the answer, or of none. */
    public enum Answer {
        TAKEN,
        REFUSED,
        /** It broke off, and was not repeated. */
        UNKNOWN
    }

    public Order {
        tags = List.copyOf(tags);
        jobs = List.copyOf(jobs);
    }
}
