package org.aitbc.miner.heartbeat;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.miner.heartbeat.Beat.Renewal;
import org.aitbc.miner.heartbeat.Beat.Written;
import org.aitbc.miner.heartbeat.MinerHeartbeat.RunningJob;
import org.aitbc.miner.lease.CircuitBreakers;
import org.aitbc.miner.lease.CircuitBreakers.Backoff;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miner;
import org.aitbc.miner.registry.MinerSettings;
import org.aitbc.miner.registry.Miners;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RestController
@Tag(name = "miners")
class HeartbeatController {

    private final Miners miners;
    private final Leases leases;
    private final Beats beats;
    private final MinerSettings settings;
    private final JsonMapper json;
    private final CircuitBreakers breakers;

    HeartbeatController(
            Miners miners,
            Leases leases,
            Beats beats,
            MinerSettings settings,
            JsonMapper json,
            CircuitBreakers breakers) {
        this.miners = miners;
        this.leases = leases;
        this.beats = beats;
        this.settings = settings;
        this.json = json;
        this.breakers = breakers;
    }

    /** @param type {@code cancel} for one job whose lease no longer holds, {@code drain} for a miner that was signed off */
    record Command(
            String type, @Nullable String jobId, @Nullable String reason) {}

    /** @param backoff null unless the miner fails so often that it gets less */
    record Beaten(
            String status,
            List<Command> commands,
            long heartbeatIntervalSeconds,

            @Schema(description = "Null unless the miner fails so often that it gets fewer jobs, or none for a while")
            @Nullable
            Backoff backoff) {}

    @PostMapping("/v1/miners/heartbeat")
    @ApiResponse(responseCode = "200")
    @Operation(summary = "Heartbeat: renews leases and returns commands")
    @ApiResponse(
            responseCode = "409",
            description = "MINER_ID_REQUIRED: no id is given, and the key has several miners",
            content = @Content)
    Beaten heartbeat(
            Caller caller,
            @RequestHeader(name = "X-Miner-ID", required = false) @Nullable String header,
            @RequestParam(name = "miner_id", required = false) @Nullable String query,
            @Valid @RequestBody MinerHeartbeat body) {
        Miner miner = miners.owned(caller, miners.idOf(caller, header, query, body.minerId()));
        boolean listed = body.running() != null;
        if (listed && !miner.keepsLeases()) {
            miners.keepLeases(miner.id());
        }
        List<Renewal> renewals = renewals(miner, body.running());
        Written written =
                beats.write(new Beat(miner.id(), body.status(), body.inflight(), details(body), listed, renewals));
        if (!written.known()) {
            throw new NotFound("MINER_NOT_REGISTERED", "miner not registered: " + miner.id());
        }
        return new Beaten(
                "ok",
                commands(miner, renewals, written),
                settings.heartbeatInterval().toSeconds(),
                breakers.of(miner.id()).orElse(null));
    }

    private List<Renewal> renewals(Miner miner, @Nullable List<RunningJob> running) {
        return running == null
                ? leases.jobsOf(miner.id()).stream()
                        .map(job -> new Renewal(job, null, null, null, null, null, null))
                        .toList()
                : running.stream().map(RunningJob::renewal).toList();
    }

    private List<Command> commands(Miner miner, List<Renewal> renewals, Written written) {
        List<Command> commands = new ArrayList<>();
        for (Renewal renewal : renewals) {
            if (!written.renewed().contains(renewal.jobId())) {
                // an attempt alone does not tell whether what is remembered is the lease that was meant
                if (renewal.leaseId() != null || renewal.attempt() == null) {
                    leases.endedFor(miner.id(), renewal.jobId(), renewal.leaseId());
                }
                commands.add(new Command("cancel", Ids.text(renewal.jobId()), "the lease no longer holds"));
            }
        }
        if (miner.deregistered()) {
            commands.add(new Command("drain", null, "the miner was signed off"));
        }
        return commands;
    }

    private @Nullable String details(MinerHeartbeat body) {
        ObjectNode details = body.metadata() == null ? json.createObjectNode() : body.metadata();
        if (body.architecture() != null) {
            details.put("architecture", body.architecture());
        }
        if (body.edgeOptimized() != null) {
            details.put("edge_optimized", body.edgeOptimized());
        }
        if (body.networkLatencyMs() != null) {
            details.put("network_latency_ms", body.networkLatencyMs());
        }
        return details.isEmpty() ? null : details.toString();
    }
}
