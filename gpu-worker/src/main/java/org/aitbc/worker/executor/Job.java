package org.aitbc.worker.executor;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an executor needs to know of a job.
 *
 * @param checkpoint saved by an earlier attempt; an executor that cannot resume from it starts over
 */
public record Job(
        String id, int attempt, JsonNode payload, @Nullable Checkpoint checkpoint) {}
