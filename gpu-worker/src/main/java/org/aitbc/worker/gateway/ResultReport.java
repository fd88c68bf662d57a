package org.aitbc.worker.gateway;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A finished job; the signature is over attempt, job and result. */
public record ResultReport(
        JsonNode result, JsonNode metrics, @Nullable String leaseId, int attempt, JsonNode signature) {}
