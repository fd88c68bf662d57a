package org.aitbc.market.fake;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.job.JobSubmission;

/** Takes jobs as ai-service does, in memory: one for each key of a client. */
public final class FakeJobs implements JobSubmission {

    private final Map<String, Order> orders = new HashMap<>();
    private final Map<String, Accepted> jobs = new HashMap<>();

    @Override
    public synchronized Accepted submit(Order order) {
        String name = order.client() + "\n" + order.key();
        Order before = orders.putIfAbsent(name, order);
        if (before != null && !before.equals(order)) {
            throw new Invalid("IDEMPOTENCY_KEY_REUSED", "the key was used for another job");
        }
        return jobs.computeIfAbsent(name, _ -> new Accepted(Ids.next(), Instant.now()));
    }

    /** What was asked for under this id. */
    public synchronized Order order(UUID job) {
        return jobs.entrySet().stream()
                .filter(one -> one.getValue().jobId().equals(job))
                .map(one -> orders.get(one.getKey()))
                .findFirst()
                .orElseThrow();
    }
}
