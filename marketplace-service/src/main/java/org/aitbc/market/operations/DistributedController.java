package org.aitbc.market.operations;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobSubmission;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.market.operations.PerformanceStats.*;
import org.aitbc.market.principal.Principals;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;
import tools.jackson.databind.node.ObjectNode;

/** Tasks that any worker may run, each a job of ai-service, and the workers. */
@RestController
@RequestMapping("/v1/marketplace/performance/distributed")
@Tag(name = "performance")
record DistributedController(JobSubmission jobs, PerformanceStats stats, JdbcClient jdbc) {

    private static final Constraints ANY_GPU = new Constraints(null, null, 1, null, null, null, null, null, null);

    /**
     * @param agentId principal whose job it is: the caller, unless that is an admin
     * @param payload the work, as that of a job
     * @param requiresGpu whether it goes to workers with a GPU only
     * @param timeoutMs for how long it may wait and run, a week at most; the priority has no effect
     */
    record DistributedTaskRequest(
            @NotNull String agentId,
            @NotNull ObjectNode payload,
            @Nullable @Min(1) @Max(100) Integer priority,
            Boolean requiresGpu,
            @Min(1) @Max(604_800_000) Integer timeoutMs) {

        DistributedTaskRequest {
            requiresGpu = Objects.requireNonNullElse(requiresGpu, false);
            timeoutMs = Objects.requireNonNullElse(timeoutMs, 30_000);
        }
    }

    /** @param status pending, processing, completed, failed, canceled or expired */
    record Task(UUID taskId, String status, Instant createdAt) {}

    /**
     * @param workerId id of the miner
     * @param capabilities what it can do, in words
     * @param hasGpu whether it has a GPU
     * @param maxConcurrentTasks 4 by default; the worker's own concurrency is the upper limit
     */
    record WorkerRegistrationRequest(
            @NotNull @Size(min = 1, max = 128) String workerId,

            @NotNull @Size(max = 64) List<@NotNull @Size(min = 1, max = 128) String> capabilities,

            Boolean hasGpu,
            @Min(1) @Max(10_000) Integer maxConcurrentTasks) {

        WorkerRegistrationRequest {
            hasGpu = Objects.requireNonNullElse(hasGpu, false);
            maxConcurrentTasks = Objects.requireNonNullElse(maxConcurrentTasks, 4);
        }
    }

    /**
     * @param clusterHealth {@code healthy} with all workers online, {@code degraded} with some, {@code down} with none
     * @param nodes workers with a heartbeat in the last day
     * @param tasks jobs by what became of them
     * @param performance how busy it is
     */
    record ClusterStatus(
            String clusterHealth, ClusterNodes nodes, ClusterTasks tasks, ClusterLoad performance, Instant timestamp) {}

    /**
     * @param pending jobs that wait
     * @param processing jobs that run
     */
    record ClusterTasks(
            long pending, long processing, @JsonUnwrapped Ended ended) {}

    /**
     * @param utilizationPercent of the jobs that the online workers can run at once
     * @param cacheSize entries in the caches of the instance that answers
     */
    record ClusterLoad(@Nullable Double utilizationPercent, long cacheSize) {}

    @PostMapping("/task")
    @Operation(summary = "Submit a task for any worker that can run it")
    Task submit(
            Caller caller,
            @RequestHeader(IdempotencyHeader.NAME) @Nullable String key,
            @Valid @RequestBody DistributedTaskRequest request) {
        JobSubmission.Accepted job = jobs.submit(new JobSubmission.Order(
                Principals.of(caller, request.agentId, "agent_id"),
                key == null ? Ids.text(Ids.next()) : IdempotencyHeader.checked(key),
                request.payload,
                request.requiresGpu ? ANY_GPU : Constraints.NONE,
                Math.ceilDiv(request.timeoutMs, 1000)));
        return new Task(job.jobId(), "pending", job.requestedAt());
    }

    @GetMapping("/task/{taskId}")
    @Operation(summary = "Get the status of a task")
    Task task(Caller caller, @PathVariable UUID taskId) {
        return jdbc.sql("""
            select j.id as task_id, j.requested_at as created_at,
              case when o.state is not null then lower(o.state) when l.job_id is not null then 'processing' else 'pending' end as status
            from core.job j left join core.lease l on l.job_id = j.id left join core.outcome o on o.job_id = j.id
            where j.id = ? and (j.client = ? or ?)\
            """)
                .params(taskId, caller.subject(), caller.isAdmin())
                .query(Task.class)
                .optional()
                .orElseThrow(() -> new NotFound("TASK_NOT_FOUND", "you have no such task"));
    }

    @PostMapping("/worker/register")
    @Operation(summary = "Register a worker of the caller's, which has registered as a miner, as a cluster node")
    Acknowledgement register(Caller caller, @Valid @RequestBody WorkerRegistrationRequest request) {
        String owner = jdbc.sql("select owner from core.miner where id = ? and not deregistered")
                .param(request.workerId)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotFound("WORKER_NOT_FOUND", "no such worker has registered as a miner"));
        caller.requireOwner(owner, "NOT_YOUR_WORKER", "the worker belongs to another principal");
        jdbc.sql("""
            insert into marketplace.node (miner_id, capabilities, has_gpu, max_concurrent_tasks)
            values (:workerId, :capabilities, :hasGpu, :maxConcurrentTasks)
            on conflict (miner_id) do update set capabilities = excluded.capabilities, has_gpu = excluded.has_gpu,
              max_concurrent_tasks = excluded.max_concurrent_tasks, updated_at = now()\
            """).paramSource(request).update();
        return new Acknowledgement(true, "the worker is registered as a node");
    }

    @GetMapping("/status")
    @Operation(summary = "Get the number of workers and jobs in the cluster")
    ClusterStatus status() {
        Workers now = stats.workers.get();
        ClusterNodes nodes = now.nodes();
        Double utilization = now.utilization();
        return new ClusterStatus(
                nodes.active() == 0 ? "down" : nodes.active() < nodes.total() ? "degraded" : "healthy",
                nodes,
                new ClusterTasks(now.pending(), now.processing(), stats.ended.get()),
                new ClusterLoad(utilization == null ? null : PerformanceStats.rounded(100 * utilization), stats.size()),
                now.at());
    }
}
