package org.aitbc.market.performance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.performance.Tasks.Task;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/performance/distributed")
@Tag(name = "performance")
class DistributedController {

    private final Tasks tasks;
    private final Nodes nodes;
    private final Cluster cluster;
    private final Readings readings;

    DistributedController(Tasks tasks, Nodes nodes, Cluster cluster, Readings readings) {
        this.tasks = tasks;
        this.nodes = nodes;
        this.cluster = cluster;
        this.readings = readings;
    }

    @PostMapping("/task")
    @Operation(summary = "Submit a job for whichever worker can run it")
    Task submit(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody DistributedTaskRequest body) {
        return tasks.submit(caller, key, body);
    }

    @GetMapping("/task/{taskId}")
    @Operation(summary = "How far one of the caller's tasks is")
    Task task(Caller caller, @PathVariable String taskId) {
        return tasks.require(caller, Ids.parse(taskId));
    }

    @PostMapping("/worker/register")
    @Operation(summary = "Announce a worker of the caller's as a node; it has registered with the suite before")
    Acknowledgement register(Caller caller, @Valid @RequestBody WorkerRegistrationRequest body) {
        nodes.register(caller, body);
        return Acknowledgement.of("the worker is a node now");
    }

    @GetMapping("/status")
    @Operation(summary = "How many workers there are and what becomes of the jobs")
    ClusterStatus status() {
        return ClusterStatus.of(cluster.workers(), cluster.ended(), readings.size());
    }
}
