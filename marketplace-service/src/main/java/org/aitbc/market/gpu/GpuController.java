package org.aitbc.market.gpu;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.gpu.ManageGpus.*;
import org.aitbc.starter.paging.*;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/marketplace/gpu")
@Tag(name = "marketplace")
record GpuController(ManageGpus manageGpus, Listings listings) {

    /**
     * @param gpu what it is and costs
     */
    record GpuRegister(@NotNull @Valid Specs gpu) {}

    /**
     * @param message whether it can be booked, for people
     */
    record Registered(UUID gpuId, String status, String message, BigDecimal pricePerHour) {}

    record Deleted(String status, UUID gpuId) {}

    @PostMapping("/register")
    @Operation(
            summary = "Put a GPU on the market",
            description =
                    "A GPU that a worker of the caller has reported becomes available with the worker's heartbeats; its model"
                            + " and memory are as reported. Any other is claimed: it is shown, but cannot be booked or sold before a"
                            + " worker of the caller reports a GPU of that model.")
    Registered register(
            Caller caller,
            @RequestHeader("X-Miner-ID") @Nullable String miner,
            @Valid @RequestBody GpuRegister request) {
        Listing gpu = listings.require(manageGpus.register(caller, miner, request.gpu));
        return new Registered(gpu.id(), "registered", "GPU " + gpu.model() + " is on the market", gpu.pricePerHour());
    }

    @GetMapping("/list")
    @Operation(summary = "List the GPUs on the market, newest first")
    List<Listing> list(@Valid @ParameterObject GpuFilter filter, @PageLimits(max = 500, value = 100) Page page) {
        return listings.newest(filter.conditions(), page);
    }

    @GetMapping("/{gpuId}")
    @Operation(summary = "Get a GPU and its current booking")
    Listing get(@PathVariable UUID gpuId) {
        return listings.require(gpuId);
    }

    @PatchMapping("/{gpuId}")
    @Operation(summary = "Change the terms of a GPU, or whether it can be booked")
    Listing change(Caller caller, @PathVariable UUID gpuId, @Valid @RequestBody GpuPatch patch) {
        manageGpus.change(caller, gpuId, patch);
        return listings.require(gpuId);
    }

    @DeleteMapping("/{gpuId}")
    @Operation(
            summary = "Take a GPU off the market",
            description = "A booked GPU only with force: the current client keeps it for the time of the notice, and is"
                    + " refunded for bookings that have not begun.")
    Deleted remove(Caller caller, @PathVariable UUID gpuId, @RequestParam(defaultValue = "false") boolean force) {
        manageGpus.remove(caller, gpuId, force);
        return new Deleted("deleted", gpuId);
    }
}
