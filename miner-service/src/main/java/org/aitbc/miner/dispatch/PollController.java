package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.toSet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Objects;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.miner.registry.Miner;
import org.aitbc.miner.registry.Miners;
import org.aitbc.miner.registry.Registration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "miners")
class PollController {

    private final Miners miners;
    private final Registration registration;
    private final NextJobs nextJobs;

    PollController(Miners miners, Registration registration, NextJobs nextJobs) {
        this.miners = miners;
        this.registration = registration;
        this.nextJobs = nextJobs;
    }

    /**
     * @param jobs none where no job came in time
     */
    record AssignedJobs(List<AssignedJob> jobs) {}

    @PostMapping("/v1/miners/poll")
    @Operation(summary = "Long-poll for work; with max_jobs the answer is a list")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(oneOf = {AssignedJob.class, AssignedJobs.class})))
    @ApiResponse(responseCode = "204", description = "No job within the wait", content = @Content)
    @ApiResponse(
            responseCode = "409",
            description = "MINER_ID_REQUIRED: no id is given, and the key has several miners",
            content = @Content)
    @ApiResponse(
            responseCode = "503",
            description = "OVERLOADED: the limit of parked polls is reached",
            content = @Content)
    ResponseEntity<?> poll(
            Caller caller,
            @RequestHeader(name = "X-Miner-ID", required = false) @Nullable String header,
            @RequestParam(name = "miner_id", required = false) @Nullable String query,
            @Valid @RequestBody(required = false) @Nullable PollRequest body) {
        PollRequest request = Objects.requireNonNullElse(body, PollRequest.UNSAID);
        Miner miner = registration.orRegistered(caller, miners.idOf(caller, header, query, request.minerId()));
        List<AssignedJob> jobs = jobs(miner, request);
        if (request.maxJobs() != null) {
            return ResponseEntity.ok(new AssignedJobs(jobs));
        }
        return jobs.isEmpty() ? ResponseEntity.noContent().build() : ResponseEntity.ok(jobs.getFirst());
    }

    private List<AssignedJob> jobs(Miner miner, PollRequest request) {
        List<AssignedJob> unheard = request.running() == null
                ? List.of()
                : nextJobs.unheard(
                        miner, request.running().stream().map(Ids::parse).collect(toSet()), request.jobs());
        return unheard.isEmpty() ? nextJobs.poll(miner, request.jobs(), request.waiting()) : unheard;
    }
}
