package org.aitbc.bench.chaos.check;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the database holds after a run. Ids of jobs, leases and receipts are as on the wire.
 *
 * @param queued jobs that wait
 * @param leased jobs that run
 * @param leases each lease that began, was renewed or ended, in its order
 * @param owners of miners, by id
 * @param receiptKeys the published ones
 * @param offsets how far each reader of the outbox has come
 */
public record Rows(
        List<Job> jobs,
        List<Outcome> outcomes,
        List<String> queued,
        List<String> leased,
        List<LeaseEvent> leases,
        List<Event> outbox,
        Map<String, Place> offsets,
        List<IdempotencyKey> keys,
        Map<String, String> owners,
        Set<String> receiptKeys,
        Books books,
        Floor floor) {

    /**
     * What is traded and voted on.
     *
     * @param placed ids of orders in the journals, as often as they were placed there
     * @param unsettled what the ledger has not been told
     * @param earned what fills gave and took from each side, less its fee
     */
    public record Floor(
            List<SpotOrder> orders,
            List<String> placed,
            List<String> reserved,
            int unsettled,
            List<Earned> earned,
            List<Vote> votes,
            List<Tally> tallies) {}

    public record SpotOrder(String id, String owner, String name, String status, long remaining) {}

    public record Earned(String owner, String currency, BigDecimal amount) {}

    public record Vote(String proposal, String voter, int choice, BigDecimal power) {}

    public record Tally(String proposal, BigDecimal counted) {}

    public record Job(
            String id,
            String client,
            String tag,
            String task,
            @Nullable BigDecimal amount,
            String currency,
            Instant requestedAt) {}

    public record Outcome(
            String job,
            String state,
            @Nullable String miner,
            int attempt,
            Instant endedAt,
            @Nullable String code,
            @Nullable BigDecimal price,
            @Nullable String receipt) {}

    public enum Op {
        INSERT,
        UPDATE,
        DELETE
    }

    /**
     * @param at when it was written
     * @param transaction when its transaction began, which is the time that the suite's own statements compare with
     * @param until when the lease lapses, as it was left
     */
    public record LeaseEvent(
            Op op,
            Instant at,
            Instant transaction,
            String job,
            String lease,
            String miner,
            int attempt,
            Instant until) {}

    public record Place(long xid, long id) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return xid == other.xid ? Long.compare(id, other.id) : Long.compare(xid, other.xid);
        }
    }

    public record Event(Place place, String name, String subject) {}

    /** @param resource the job, of a batch the first */
    public record IdempotencyKey(String client, String text, String resource) {}
}
