package org.aitbc.miner.results;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.aitbc.miner.results.Finish.Failure;
import org.aitbc.starter.request.MayHoldNul;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A failure.
 *
 * @param errorCode a stable name for programs
 * @param errorMessage for people
 * @param metrics what the worker measured
 * @param attempt of the assigned job; a legacy worker leaves it out
 * @param retryable true hands the job back: it is queued again while it has attempts left; false ends it; where it is not said,
 *     another miner is tried unless the code says that the client is why
 */
record JobFailSubmit(
        @NotNull @MayHoldNul String errorCode,
        @NotNull @MayHoldNul String errorMessage,
        @Nullable ObjectNode metrics,
        @Nullable UUID leaseId,
        @Nullable Integer attempt,
        @Nullable Boolean retryable) {

    Finish finish(UUID jobId) {
        return Finish.failure(jobId, leaseId, attempt, new Failure(errorCode, errorMessage, retryable));
    }
}
