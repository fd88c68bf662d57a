package org.aitbc.ai.why;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.aitbc.ai.jobs.Jobs;
import org.aitbc.ai.market.Market;
import org.aitbc.domain.identity.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "jobs")
class WhyController {

    private final Jobs jobs;
    private final Market market;

    WhyController(Jobs jobs, Market market) {
        this.jobs = jobs;
        this.market = market;
    }

    @GetMapping("/v1/jobs/{jobId}/why")
    @Operation(summary = "Why a job waits: unmet requirements, and the smallest change that would help")
    Why why(Caller caller, @PathVariable UUID jobId) {
        return Why.of(jobs.require(caller, jobId), market.requirement(jobId), market.liveMiners());
    }
}
