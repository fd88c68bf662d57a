package org.aitbc.miner.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.miner.lease.LeaseSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/v1/miners")
@Tag(name = "miners")
class MinerController {

    /** The longest poll, in seconds. */
    private static final int MAX_WAIT = 30;

    private final Miners miners;
    private final Registration registration;
    private final MinerSettings settings;
    private final LeaseSettings leases;

    MinerController(Miners miners, Registration registration, MinerSettings settings, LeaseSettings leases) {
        this.miners = miners;
        this.registration = registration;
        this.settings = settings;
        this.leases = leases;
    }

    /**
     * The token is for legacy workers, which keep it: the key is what authenticates.
     *
     * @param status ok
     * @param heartbeatIntervalSeconds how often heartbeats are expected
     * @param leaseSeconds for how long a heartbeat keeps the leases of its jobs
     * @param maxWaitSeconds for how long a poll may wait at most
     * @param concurrency how many jobs it is given at once
     */
    record Registered(
            String status,
            String sessionToken,
            String minerId,
            long heartbeatIntervalSeconds,
            long leaseSeconds,
            int maxWaitSeconds,
            int concurrency) {}

    /**
     * @param status updated
     * @param capabilities as they are now
     */
    record Updated(String minerId, String status, ObjectNode capabilities, String sessionToken) {}

    record Deregistered(String minerId, String status) {}

    /**
     * One GPU; memory in MiB.
     *
     * @param name model of the GPU
     * @param memoryMb MiB
     */
    record GpuView(String name, long memoryMb) {
        static GpuView of(Capabilities.Gpu gpu) {
            return new GpuView(gpu.name(), gpu.memoryMb());
        }
    }

    @PostMapping("/register")
    @Operation(summary = "Register a miner, also again after a restart")
    Registered register(
            Caller caller,
            @RequestHeader(name = "X-Miner-ID", required = false) @Nullable String header,
            @RequestParam(name = "miner_id") @Nullable String query,
            @Valid @RequestBody MinerRegister body) {
        Miner miner = registration.register(caller, miners.idToRegister(caller, header, query, body.minerId()), body);
        return new Registered(
                "ok",
                sessionToken(),
                miner.id(),
                settings.heartbeatInterval().toSeconds(),
                leases.duration().toSeconds(),
                MAX_WAIT,
                miner.concurrency());
    }

    @PutMapping("/{minerId}/capabilities")
    @Operation(summary = "Replace the capabilities of a miner; omitted fields keep their values")
    Updated update(Caller caller, @PathVariable String minerId, @Valid @RequestBody MinerRegister body) {
        miners.owned(caller, minerId);
        miners.update(minerId, body);
        return new Updated(minerId, "updated", body.capabilities(), sessionToken());
    }

    @DeleteMapping("/{minerId}")
    @Operation(summary = "Deregister a miner: it finishes its jobs and gets no new ones")
    Deregistered deregister(Caller caller, @PathVariable String minerId) {
        registration.deregister(caller, minerId);
        return new Deregistered(minerId, "OFFLINE");
    }

    @GetMapping("/{minerId}/gpus")
    @Operation(summary = "GPUs of a miner")
    List<GpuView> gpus(@PathVariable String minerId) {
        return miners
                .find(minerId)
                .orElseThrow(() -> new NotFound("MINER_NOT_FOUND", "miner not found: " + minerId))
                .capabilities()
                .gpus()
                .stream()
                .map(GpuView::of)
                .toList();
    }

    private static String sessionToken() {
        return Ids.text(UUID.randomUUID());
    }
}
