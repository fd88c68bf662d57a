package org.aitbc.ai.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.aitbc.ai.jobs.Jobs;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.admission.ConcurrencyLimiter;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@Tag(name = "jobs")
class EventController {

    private final Jobs jobs;
    private final Watches watches;
    private final ConcurrencyLimiter limiter;

    EventController(Jobs jobs, Watches watches, ConcurrencyLimiter limiter) {
        this.jobs = jobs;
        this.watches = watches;
        this.limiter = limiter;
    }

    @GetMapping(path = "/v1/jobs/{jobId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary =
                    "Server-sent events named state, one per change of the job, until it ends and its money is settled",
            description =
                    "Where a dispute window or a check puts the settlement off, the stream ends 10 seconds after the job; a dispute ends it at once.")
    SseEmitter events(Caller caller, @PathVariable UUID jobId) {
        limiter.requireMayWait();
        return watches.watch(jobs.require(caller, jobId));
    }
}
