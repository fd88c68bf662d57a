package org.aitbc.market.performance;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.aitbc.domain.matching.Constraints;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * @param agentId the caller; an admin may name another
 * @param payload what to run, as a job's
 * @param priority for older clients: who came first is served first
 * @param timeoutMs after how long it is no longer wanted, in whole seconds: 30000 where not said, a week at most
 */
record DistributedTaskRequest(
        @NotNull String agentId,
        @NotNull ObjectNode payload,
        @Nullable @Min(1) @Max(100) Integer priority,
        @Nullable Boolean requiresGpu,
        @Nullable @Min(1) @Max(604_800_000) Integer timeoutMs) {

    private static final int USUAL_TIMEOUT = 30_000;
    private static final int MILLIS = 1000;
    private static final Constraints ANY_GPU = new Constraints(null, null, 1, null, null, null, null, null, null);

    Constraints constraints() {
        return Boolean.TRUE.equals(requiresGpu) ? ANY_GPU : Constraints.NONE;
    }

    int ttlSeconds() {
        return Math.ceilDiv(timeoutMs == null ? USUAL_TIMEOUT : timeoutMs, MILLIS);
    }
}
