package org.aitbc.miner.heartbeat;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.miner.heartbeat.Beat.Renewal;
import org.aitbc.starter.request.MayHoldNul;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sign of life.
 *
 * @param inflight how many jobs it says it runs
 * @param status free text
 * @param metadata open: load, memory, versions
 * @param architecture of its machine; kept as it is
 * @param edgeOptimized kept as it is
 * @param networkLatencyMs as it measured it; kept as it is
 * @param minerId the miner, if no header or query parameter names it
 * @param running the jobs whose leases are to be renewed; where it is not said, all of the miner's are
 */
record MinerHeartbeat(
        @Nullable Integer inflight,

        @Nullable @Size(max = 64) String status,

        @Nullable ObjectNode metadata,
        @Nullable @MayHoldNul @Size(max = 64) String architecture,
        @Nullable Boolean edgeOptimized,
        @Nullable Double networkLatencyMs,
        @Nullable String minerId,
        @Nullable @Size(max = 1024) List<@NotNull @Valid RunningJob> running) {

    /**
     * A job that runs.
     *
     * @param progress 0..1
     * @param note what it is at, for people
     * @param checkpoint what of it is saved outside of the worker
     */
    record RunningJob(
            @NotNull String jobId,
            @Nullable String leaseId,
            @Nullable Integer attempt,
            @Nullable @DecimalMin("0") @DecimalMax("1") Double progress,

            @Nullable @Size(max = 200) String note,

            @Nullable @Valid Checkpoint checkpoint) {

        Renewal renewal() {
            return new Renewal(
                    Ids.parse(jobId),
                    leaseId == null ? null : Ids.parse(leaseId),
                    attempt,
                    progress,
                    note,
                    checkpoint == null ? null : checkpoint.share(),
                    checkpoint == null ? null : checkpoint.text());
        }
    }

    /**
     * A part of the work that is not lost with the worker.
     *
     * @param share of the whole work, above 0 and up to 1
     * @param data what another worker can go on from
     */
    record Checkpoint(
            @NotNull @Positive @DecimalMax("1") Float share,
            @Nullable ObjectNode data) {

        private static final int MOST_BYTES = 16 * 1024;

        /** @throws Invalid when the data is too large to be kept */
        @Nullable
        String text() {
            String text = data == null ? null : data.toString();
            if (text != null && text.getBytes(UTF_8).length > MOST_BYTES) {
                throw new Invalid("VALIDATION_ERROR", "running.checkpoint.data: must be 16 KiB or less");
            }
            return text;
        }
    }
}
