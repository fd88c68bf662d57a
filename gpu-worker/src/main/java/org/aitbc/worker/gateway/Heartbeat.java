package org.aitbc.worker.gateway;

import java.util.List;
import org.aitbc.worker.executor.Checkpoint;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One beat.
 *
 * @param networkLatencyMs how long the beat before took, -1 when none was answered yet
 * @param running the only leases that are renewed
 */
public record Heartbeat(
        int inflight, String status, JsonNode metadata, long networkLatencyMs, List<RunningLease> running) {

    /** A lease whose job is being worked on; progress is a fraction, and a checkpoint is said until it is heard. */
    public record RunningLease(
            String jobId,
            @Nullable String leaseId,
            int attempt,
            double progress,
            @Nullable String note,
            @Nullable Checkpoint checkpoint) {}
}
