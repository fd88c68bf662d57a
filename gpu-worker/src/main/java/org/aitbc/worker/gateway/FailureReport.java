package org.aitbc.worker.gateway;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job that was not finished.
 *
 * @param retryable true gives the job back to the queue while it has attempts left
 */
public record FailureReport(
        String errorCode,
        String errorMessage,
        JsonNode metrics,
        @Nullable String leaseId,
        int attempt,
        boolean retryable) {}
