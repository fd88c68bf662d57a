package org.aitbc.worker.executor;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an executor needs to know of a job.
 *
 * @param checkpoint what an earlier attempt has saved; an executor that cannot go on from it begins anew
 */
public record Job(
        String id, int attempt, JsonNode payload, @Nullable Checkpoint checkpoint) {}
