package org.aitbc.market.performance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a GPU that is set aside for a job.
 *
 * @param estimatedCompletionMs the median of what the last jobs of the GPU's worker took; null where it has finished none
 * @param expiresAt when it is free again, if it is not released before
 */
record GpuAllocation(
        boolean success,
        String jobId,
        String gpuId,
        AllocationPlan allocationPlan,
        @Nullable Long estimatedCompletionMs,
        Instant expiresAt) {

    /**
     * @param dynamicBatching whether requests are put together, which is the worker's own affair: never
     * @param powerStateEnforced whether the GPU's clock was set: never
     */
    record AllocationPlan(List<MemoryBlock> memoryBlocks, boolean dynamicBatching, boolean powerStateEnforced) {}

    /** In bytes. */
    record MemoryBlock(String jobId, long start, long size) {}

    static GpuAllocation of(ResultSet row, int number) throws SQLException {
        String job = row.getString("job_id");
        long start = row.getLong("start");
        return new GpuAllocation(
                true,
                job,
                Ids.text(Rows.id(row, "gpu_id")),
                new AllocationPlan(List.of(new MemoryBlock(job, start, row.getLong("ending") - start)), false, false),
                row.getObject("estimated_completion_ms", Long.class),
                Rows.time(row, "expires_at"));
    }
}
