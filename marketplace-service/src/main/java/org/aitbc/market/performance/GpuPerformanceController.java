package org.aitbc.market.performance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/performance/gpu")
@Tag(name = "performance")
class GpuPerformanceController {

    private final Allocations allocations;
    private final Devices devices;
    private final Cluster cluster;

    GpuPerformanceController(Allocations allocations, Devices devices, Cluster cluster) {
        this.allocations = allocations;
        this.devices = devices;
        this.cluster = cluster;
    }

    record GpuReleaseRequest(
            @NotNull @Pattern(regexp = "[^\\x00]*") String jobId) {}

    @PostMapping("/allocate")
    @Operation(
            summary = "Set a block of a GPU's memory aside for a job",
            description =
                    "First fit: of GPUs that the caller has booked, then its own, then those that nobody has booked."
                            + " It keeps those apart who ask here; a worker is not bound by it. It ends by itself at expires_at.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "503", description = "No GPU has so much memory free.", content = @Content)
    GpuAllocation allocate(Caller caller, @Valid @RequestBody GpuAllocationRequest body) {
        return allocations.allocate(caller, body);
    }

    @PostMapping("/release")
    @Operation(summary = "Give back the memory that is set aside for a job")
    Acknowledgement release(Caller caller, @Valid @RequestBody GpuReleaseRequest body) {
        allocations.release(caller, body.jobId());
        return Acknowledgement.of("the memory is free again");
    }

    @GetMapping("/status")
    @Operation(summary = "The listed GPUs and how busy they are, by what their workers' heartbeats say")
    GpuStatus status(
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset) {
        List<Device> all = devices.now();
        Cluster.Workers workers = cluster.workers();
        return new GpuStatus(
                workers.at(),
                workers.processing(),
                GpuStatus.Metrics.of(all, cluster.ended().completed()),
                all.stream().skip(offset).limit(limit).toList());
    }
}
