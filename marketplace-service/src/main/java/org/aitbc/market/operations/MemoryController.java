package org.aitbc.market.operations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.operations.PerformanceStats.Acknowledgement;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.*;

/** Reservations of GPU memory, which bind only those who reserve here: {@code marketplace.memory_allocation}. */
@RestController
@RequestMapping("/v1/marketplace/performance/gpu")
@Tag(name = "performance")
record MemoryController(JdbcClient jdbc, TransactionTemplate transactions) {

    /** First fit: in GPUs that the caller has booked, then in those that it owns, then in those that nobody has booked. */
    private static final String RESERVE = """
        insert into marketplace.memory_allocation (job_id, gpu_id, owner, span, estimated_completion_ms, expires_at)
        select :job, fit.id, :caller, int8range(fit.start, fit.start + :bytes), (
            select percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at) * 1000)
            from (select started_at, ended_at from core.outcome
                  where miner_id = fit.miner_id and state = 'COMPLETED' order by job_id desc limit 100) last_jobs),
          now() + interval '1 hour'
        from (
          select l.id, l.miner_id, lower(gap) as start
          from marketplace.listing l left join marketplace.booking b on b.id = l.booking_id
          cross join lateral unnest(%s) gap
          where upper(gap) - lower(gap) >= :bytes
            and (l.status = 'available' or b.client = :caller or (l.owner = :caller and b.id is null))
          order by b.client is not distinct from :caller desc, l.owner = :caller desc, l.id, gap limit 1) fit
        on conflict (job_id) do nothing
        """.formatted(PerformanceStats.FREE_MEMORY);

    /**
     * @param memoryBytes how much memory to reserve
     * @param computeUnits accepted from older clients, as the two after it: memory is all that is reserved
     * @param maxLatencyMs has no effect
     * @param priority has no effect
     */
    record GpuAllocationRequest(
            @Size(min = 1, max = 128) String jobId,

            @Min(1) @Max(1L << 50) Long memoryBytes,
            @Nullable @Positive Double computeUnits,
            @Nullable @Positive Integer maxLatencyMs,
            @Nullable @Min(1) @Max(10) Integer priority) {

        GpuAllocationRequest {
            jobId = Objects.requireNonNullElseGet(jobId, () -> Ids.text(Ids.next()));
            memoryBytes = Objects.requireNonNullElse(memoryBytes, 1L << 30);
        }
    }

    record GpuReleaseRequest(@NotNull String jobId) {}

    /**
     * @param allocationPlan what is reserved
     * @param estimatedCompletionMs the median duration of the last 100 jobs of the GPU's worker
     */
    record GpuAllocation(
            boolean success,
            String jobId,
            UUID gpuId,
            AllocationPlan allocationPlan,
            @Nullable Long estimatedCompletionMs,
            Instant expiresAt) {}

    /**
     * @param memoryBlocks where the memory is
     * @param dynamicBatching false, as the power state: both are up to the worker
     * @param powerStateEnforced false
     */
    record AllocationPlan(List<MemoryBlock> memoryBlocks, boolean dynamicBatching, boolean powerStateEnforced) {}

    /**
     * In bytes.
     *
     * @param start its first byte
     */
    record MemoryBlock(String jobId, long start, long size) {}

    private record Reservation(
            UUID gpuId,
            String owner,
            MemoryBlock block,
            @Nullable Long estimatedCompletionMs,
            Instant expiresAt) {}

    @PostMapping("/allocate")
    @Operation(summary = "Reserve a block of GPU memory for a job, for an hour; a repetition has the same answer")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "503", description = "No GPU has a free block of this size.", content = @Content)
    GpuAllocation allocate(Caller caller, @Valid @RequestBody GpuAllocationRequest request) {
        Reservation made = transactions
                .execute(_ -> reserve(caller, request))
                .orElseThrow(() -> new Unavailable("MEMORY_EXHAUSTED", "no GPU has so much memory free in one block"));
        boolean another = !made.owner.equals(caller.subject()) || made.block.size != request.memoryBytes;
        Conflict.when(another, "JOB_ID_TAKEN", "other memory is reserved under this job_id");
        AllocationPlan plan = new AllocationPlan(List.of(made.block), false, false);
        return new GpuAllocation(true, request.jobId, made.gpuId, plan, made.estimatedCompletionMs, made.expiresAt);
    }

    private Optional<Reservation> reserve(Caller caller, GpuAllocationRequest request) {
        // one at a time, so that each sees the blocks that others have just taken
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('marketplace.memory_allocation', 0))")
                .query((_, _) -> true)
                .single();
        jdbc.sql("delete from marketplace.memory_allocation where expires_at <= now()")
                .update();
        jdbc.sql(RESERVE)
                .param("job", request.jobId)
                .param("caller", caller.subject())
                .param("bytes", request.memoryBytes)
                .update();
        return jdbc.sql("""
            select *, json_build_object('job_id', job_id, 'start', lower(span), 'size', upper(span) - lower(span)) as block
            from marketplace.memory_allocation where job_id = ?\
            """).param(request.jobId).query(Reservation.class).optional();
    }

    @PostMapping("/release")
    @Operation(summary = "Release the memory that is reserved for a job")
    Acknowledgement release(Caller caller, @Valid @RequestBody GpuReleaseRequest request) {
        int released = jdbc.sql("""
            delete from marketplace.memory_allocation where job_id = ? and expires_at > now() and (owner = ? or ?)\
            """)
                .params(request.jobId, caller.subject(), caller.isAdmin())
                .update();
        if (released == 0) {
            throw new NotFound("JOB_ID_NOT_FOUND", "you have no memory reserved under this job_id");
        }
        return new Acknowledgement(true, "the memory is released");
    }
}
