package org.aitbc.ai.jobs;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.domain.payment.JobEscrows.JobPrice;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is to be stored.
 *
 * @param queue its requirement's class
 * @param payload as JSON text
 */
record JobDraft(
        String client,
        Requirement requirement,
        int queue,
        String payload,
        int ttlSeconds,
        @Nullable BigDecimal amount,
        String currency) {

    JobPrice price(UUID id) {
        return new JobPrice(id, amount, currency, ttlSeconds);
    }

    long weight() {
        return 256L + payload.length();
    }
}
