package org.aitbc.miner.results;

import java.util.UUID;
import org.aitbc.domain.receipt.Signature;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a miner says of the end of a job, in one shape for results, failures and batches of both. Either {@code result} is
 * there or {@code failure}.
 *
 * @param leaseId null for a legacy worker
 * @param attempt null for a legacy worker
 */
record Finish(
        UUID jobId,
        @Nullable UUID leaseId,
        @Nullable Integer attempt,
        @Nullable ObjectNode result,
        ObjectNode metrics,
        @Nullable Signature signature,
        @Nullable Failure failure) {

    private static final int LONGEST_ERROR = 4_000;
    private static final int LONGEST_CODE = 64;

    /** @param retryable whether the job goes back to the queue while it has attempts left */
    record Failure(String code, String message, boolean retryable) {

        Failure {
            code = storable(code, LONGEST_CODE);
            message = storable(message, LONGEST_ERROR);
        }

        private static String storable(String text, int most) {
            return text.replace("\0", "")
                    .substring(0, Math.min(text.replace("\0", "").length(), most));
        }
    }

    /** Legacy workers report failures as results with {@code status} "failed". */
    static Finish result(
            UUID jobId,
            @Nullable UUID leaseId,
            @Nullable Integer attempt,
            ObjectNode result,
            @Nullable ObjectNode metrics,
            @Nullable Signature signature) {
        JsonNode status = result.path("status");
        boolean failed = status.isString() && "failed".equalsIgnoreCase(status.stringValue());
        return new Finish(
                jobId,
                leaseId,
                attempt,
                failed ? null : result,
                metrics == null ? JsonNodeFactory.instance.objectNode() : metrics,
                signature,
                failed ? new Failure("JOB_FAILED", result.path("error").asString("failed"), false) : null);
    }

    static Finish failure(UUID jobId, @Nullable UUID leaseId, @Nullable Integer attempt, Failure failure) {
        return new Finish(jobId, leaseId, attempt, null, JsonNodeFactory.instance.objectNode(), null, failure);
    }
}
