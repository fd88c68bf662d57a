package org.aitbc.miner.results;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.UUID;
import org.aitbc.domain.receipt.Signature;
import org.aitbc.miner.dispatch.NextJobs;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A result.
 *
 * @param result what the job came to, as open JSON
 * @param metrics what the worker measured; kept in the receipt as its word
 * @param leaseId of the assigned job; a legacy worker leaves it out
 * @param attempt of the assigned job; a legacy worker leaves it out
 * @param signature by the key the miner registered, over attempt, job and result
 * @param poll whether the answer should bring the next job
 * @param maxWaitSeconds how long to wait for it; 0 where not said
 */
record JobResultSubmit(
        @NotNull ObjectNode result,
        @Nullable ObjectNode metrics,
        @Nullable UUID leaseId,
        @Nullable Integer attempt,
        @Nullable @Valid Signature signature,
        @Nullable Boolean poll,
        @Nullable @Min(0) @Max(30) Integer maxWaitSeconds) {

    Finish finish(UUID jobId) {
        return Finish.result(jobId, leaseId, attempt, result, metrics, signature);
    }

    boolean wantsNext() {
        return Boolean.TRUE.equals(poll);
    }

    Duration waiting() {
        return NextJobs.wait(maxWaitSeconds == null ? 0 : maxWaitSeconds);
    }
}
