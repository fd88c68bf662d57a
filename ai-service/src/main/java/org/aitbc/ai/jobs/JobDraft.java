package org.aitbc.ai.jobs;

import java.math.BigDecimal;
import java.util.UUID;
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
 */
record JobDraft(
        String client,
        Requirement requirement,
        int queue,
        String payload,
        int ttlSeconds,
        @Nullable BigDecimal amount,
        String currency,
        @Nullable Booking booked) {

    JobPrice price(UUID id) {
        return new JobPrice(id, amount, currency, ttlSeconds);
    }

    long weight() {
        return 256L + payload.length();
    }
}
