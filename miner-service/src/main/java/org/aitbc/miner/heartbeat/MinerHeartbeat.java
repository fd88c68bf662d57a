package org.aitbc.miner.heartbeat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sign of life.
 *
 * @param inflight how many jobs it says it runs
 * @param status free text
 * @param metadata open: load, memory, versions
 * @param minerId who it is, where no header or query parameter says it
 * @param running the jobs whose leases are to be renewed; where it is not said, all of the miner's are
 */
record MinerHeartbeat(
        @Nullable Integer inflight,

        @Nullable @Size(max = 64) @Pattern(regexp = "[^\\x00]*")
        String status,

        @Nullable ObjectNode metadata,
        @Nullable @Size(max = 64) String architecture,
        @Nullable Boolean edgeOptimized,
        @Nullable Double networkLatencyMs,
        @Nullable String minerId,
        @Nullable @Size(max = 1024) List<@NotNull @Valid RunningJob> running) {

    /**
     * A job that runs.
     *
     * @param progress 0..1
     * @param note what it is at, for people
     */
    record RunningJob(
            @NotNull String jobId,
            @Nullable String leaseId,
            @Nullable Integer attempt,
            @Nullable @DecimalMin("0") @DecimalMax("1") Double progress,

            @Nullable @Size(max = 200) @Pattern(regexp = "[^\\x00]*")
            String note) {}
}
