package org.aitbc.miner.results;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.receipt.Signature;
import org.aitbc.miner.results.Finish.Failure;
import org.aitbc.starter.request.MayHoldNul;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * @param results results and failures, each of another job
 * @param maxJobs how many next jobs the answer may bring; none where not said
 */
record ResultBatch(
        @NotEmpty @Size(max = 1000) List<@NotNull @Valid Item> results,
        @Nullable @Min(0) @Max(1000) Integer maxJobs) {

    /**
     * A result, or a failure where {@code error_code} is said.
     *
     * @param result what the job came to, as open JSON
     * @param metrics what the worker measured; kept in the receipt as its word
     * @param signature by the key the miner registered, over attempt, job and result
     * @param retryable as for a single failure
     */
    record Item(
            @NotNull UUID jobId,
            @Nullable ObjectNode result,
            @Nullable ObjectNode metrics,
            @Nullable UUID leaseId,
            @Nullable Integer attempt,
            @Nullable @Valid Signature signature,
            @Nullable @MayHoldNul String errorCode,
            @Nullable @MayHoldNul String errorMessage,
            @Nullable Boolean retryable) {

        @AssertTrue(message = "either result or error_code is required")
        boolean isEitherResultOrFailure() {
            return result != null || errorCode != null;
        }

        Finish finish() {
            return result != null
                    ? Finish.result(jobId, leaseId, attempt, result, metrics, signature)
                    : Finish.failure(
                            jobId,
                            leaseId,
                            attempt,
                            new Failure(
                                    errorCode == null ? "JOB_FAILED" : errorCode,
                                    errorMessage == null ? "failed" : errorMessage,
                                    retryable));
        }
    }

    int next() {
        return maxJobs == null ? 0 : maxJobs;
    }
}
