package org.aitbc.market.reliability;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.Times;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/gpu/{gpuId}/reliability")
@Tag(name = "marketplace")
class ReliabilityController {

    private final Gpus gpus;
    private final Reliability reliability;
    private final Evidence evidence;

    ReliabilityController(Gpus gpus, Reliability reliability, Evidence evidence) {
        this.gpus = gpus;
        this.reliability = reliability;
        this.evidence = evidence;
    }

    /** @param nextCursor null where there are no more */
    record Jobs(
            Instant from,
            Instant asOf,
            List<Evidence.Job> items,
            @Nullable String nextCursor) {}

    @GetMapping
    @Operation(summary = "How far a GPU can be relied on, 0 to 1, with the formula and what it was computed from")
    Reliability.Report report(
            @PathVariable String gpuId, @RequestParam(name = "as_of", required = false) @Nullable String asOf) {
        return reliability.of(gpus.require(Ids.parse(gpuId)), reliability.window(Times.parse("as_of", asOf)));
    }

    @GetMapping("/jobs")
    @Operation(summary = "The jobs that a GPU's reliability was computed from, newest first")
    Jobs jobs(
            @PathVariable String gpuId,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Valid @ParameterObject Page page) {
        UUID gpu = gpus.require(Ids.parse(gpuId)).id();
        Window window = reliability.window(Times.parse("as_of", asOf));
        List<Evidence.Job> jobs = evidence.jobs(gpu, window, page.below(), page.rows());
        return new Jobs(
                window.from(),
                window.until(),
                jobs,
                jobs.size() < page.rows() ? null : jobs.getLast().jobId());
    }
}
