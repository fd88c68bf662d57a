package org.aitbc.miner.results;

import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.job.ClientFaults;
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
    private static final int DEEPEST = 100;

    /** @param retryable whether the job may succeed elsewhere; null where the miner does not say */
    record Failure(String code, String message, @Nullable Boolean retryable) {

        /** Codes by which it says that it lacks what the job asks for and others may have. */
        private static final Set<String> LACKING =
                Set.of("NOT_ALLOWED_HERE", "GPU_NOT_AVAILABLE", "MODEL_NOT_AVAILABLE", "UNSUPPORTED_JOB");

        private static final String DRAINING = "WORKER_DRAINING";

        Failure {
            code = storable(code, LONGEST_CODE);
            message = storable(message, LONGEST_ERROR);
        }

        /** Whether the job waits again while it has attempts left; a failure that nobody explains is no end. */
        boolean returns() {
            return retryable == null ? !ClientFaults.REPORTED.contains(code) : retryable;
        }

        /** Whether it is no use to try the same miner again soon. */
        boolean isForAnother() {
            return returns() && (retryable == null || LACKING.contains(code));
        }

        /** Whether the miner gives the job back since it lacks what it asks for, which another may have. */
        boolean isRefusal() {
            return returns() && LACKING.contains(code);
        }

        boolean isMinersFault() {
            return !ClientFaults.REPORTED.contains(code) && !LACKING.contains(code) && !DRAINING.equals(code);
        }

        private static String storable(String text, int most) {
            return text.replace("\0", "")
                    .substring(0, Math.min(text.replace("\0", "").length(), most));
        }
    }

    /**
     * Whether the result and the metrics can be stored and read again as they were said, also by those who read receipts:
     * JSON can write halves of surrogate pairs and numbers beyond any double, which text and receipts cannot hold, and
     * nest deeper than readers follow.
     */
    boolean isStorable() {
        return (result == null || isStorable(result, DEEPEST)) && isStorable(metrics, DEEPEST);
    }

    private static boolean isStorable(JsonNode node, int levels) {
        return switch (node.getNodeType()) {
            case OBJECT, ARRAY ->
                levels > 0
                        && node.propertyNames().stream().allMatch(Finish::isWellFormed)
                        && node.valueStream().allMatch(one -> isStorable(one, levels - 1));
            case STRING -> isWellFormed(node.stringValue());
            case NUMBER ->
                Double.isFinite(node.isIntegralNumber() ? node.bigIntegerValue().doubleValue() : node.doubleValue());
            case BINARY, BOOLEAN, MISSING, NULL, POJO -> true;
        };
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
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
