package org.aitbc.ai.jobs;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.ai.assurance.Assurance;
import org.aitbc.ai.jobs.Bookings.Booking;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.domain.payment.JobEscrows.JobPrice;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is to be stored.
 *
 * @param queue its requirement's class
 * @param payload as JSON text
 * @param booked the booked time it runs on, which pays for it; null for a job that is paid for itself
 * @param assurance the other runs that check it; null for none
 * @param disputeWindow for how many seconds its result may be disputed; null for what its price suggests
 */
record JobDraft(
        String client,
        Requirement requirement,
        int queue,
        String payload,
        int ttlSeconds,
        @Nullable BigDecimal amount,
        String currency,
        @Nullable Booking booked,
        @Nullable Assurance assurance,
        @Nullable Integer disputeWindow) {

    /** The same in another class. */
    JobDraft in(int other) {
        return new JobDraft(
                client, requirement, other, payload, ttlSeconds, amount, currency, booked, assurance, disputeWindow);
    }

    /** The same on booked time. */
    JobDraft on(@Nullable Booking booking) {
        return new JobDraft(
                client, requirement, queue, payload, ttlSeconds, amount, currency, booking, assurance, disputeWindow);
    }

    /** What is held for it: as much again for each run that may be needed, and as long as they may take. */
    List<JobPrice> prices(UUID id) {
        List<UUID> runs = runs(id);
        return runs.stream()
                .map(run -> new JobPrice(run, amount, currency, ttlSeconds * runs.size()))
                .toList();
    }

    /** The job itself, and the runs that check it. */
    List<UUID> runs(UUID id) {
        return assurance == null ? List.of(id) : JobIds.from(id, assurance.runs());
    }

    long weight() {
        return 256L + payload.length();
    }
}
