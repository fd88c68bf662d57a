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
    private static final int DEEPEST = 100;

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
