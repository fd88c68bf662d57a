package org.aitbc.market.gpu;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.row.Part;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/gpu")
@Tag(name = "marketplace")
class GpuController {

    private final OwnGpus own;
    private final Listings listings;

    GpuController(OwnGpus own, Listings listings) {
        this.own = own;
        this.listings = listings;
    }

    record Registered(String gpuId, String status, String message, BigDecimal pricePerHour) {}

    record Deleted(String status, String gpuId) {}

    @PostMapping("/register")
    @Operation(summary = "Put a GPU on the market; it is available once its worker is heard of")
    Registered register(
            Caller caller,
            @RequestHeader(name = "X-Miner-ID", required = false) @Nullable String miner,
            @Valid @RequestBody GpuRegister body) {
        GpuView gpu = listings.require(own.register(caller, miner, body.gpu()));
        return new Registered(gpu.id(), "registered", "GPU " + gpu.model() + " is on the market", gpu.pricePerHour());
    }

    @GetMapping("/list")
    @Operation(summary = "GPUs on the market, newest first")
    List<GpuView> list(@Valid @ParameterObject GpuFilter filter, @Valid @ParameterObject Part part) {
        return listings.newest(filter.conditions(), part);
    }

    @GetMapping("/{gpuId}")
    @Operation(summary = "A GPU, and its booking of this moment")
    GpuView get(@PathVariable String gpuId) {
        return listings.require(Ids.parse(gpuId));
    }

    @PatchMapping("/{gpuId}")
    @Operation(summary = "Change the terms of one's own GPU, or whether it can be booked")
    GpuView change(Caller caller, @PathVariable String gpuId, @Valid @RequestBody GpuPatch body) {
        UUID id = Ids.parse(gpuId);
        own.change(caller, id, body);
        return listings.require(id);
    }

    @DeleteMapping("/{gpuId}")
    @Operation(
            summary = "Take one's own GPU off the market; with force also one that is booked",
            description = "Who has it now keeps it for the time of the notice; time that has not begun is given back.")
    Deleted remove(Caller caller, @PathVariable String gpuId, @RequestParam(defaultValue = "false") boolean force) {
        UUID id = Ids.parse(gpuId);
        own.remove(caller, id, force);
        return new Deleted("deleted", Ids.text(id));
    }
}
