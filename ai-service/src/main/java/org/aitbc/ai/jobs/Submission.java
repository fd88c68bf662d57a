package org.aitbc.ai.jobs;

import java.math.BigDecimal;
import org.aitbc.domain.job.JobView;
import org.jspecify.annotations.Nullable;

/**
 * A job ready to be written.
 *
 * @param queue its requirement's class
 * @param payload as JSON text
 * @param idempotencyKey the client's own name of this request, or null
 * @param requestHash what the key must always come with
 */
record Submission(
        String client,
        int queue,
        @Nullable String type,
        String payload,
        int ttlSeconds,
        @Nullable BigDecimal amount,
        String currency,
        @Nullable String idempotencyKey,
        String requestHash) {

    /**
     * What became of it.
     *
     * @param job the view its first submission was answered with
     * @param otherRequest whether the key was used for another request: then nothing was written
     */
    record Written(JobView job, boolean otherRequest) {}

    long weight() {
        return 256L + payload.length();
    }
}
