package org.aitbc.worker.executor;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an executor needs to know of a job.
 *
 * @param checkpoint saved by an earlier attempt; an executor that cannot resume from it starts over
 * @param gpuSlot which of the worker's GPUs its client has booked; null for any
 */
public record Job(
        String id,
        int attempt,
        JsonNode payload,
        @Nullable Checkpoint checkpoint,
        @Nullable Integer gpuSlot) {

    /** On any GPU. */
    public Job(String id, int attempt, JsonNode payload, @Nullable Checkpoint checkpoint) {
        this(id, attempt, payload, checkpoint, null);
    }
}
