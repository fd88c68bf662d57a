package org.aitbc.market.reliability;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.reliability.Reliability.*;
import org.aitbc.starter.paging.*;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/marketplace/gpu/{gpuId}/reliability")
@Tag(name = "marketplace")
record ReliabilityController(Gpus gpus, Reliability reliability) {

    /**
     * @param from start of the window
     * @param asOf end of the window
     * @param nextCursor null where there are no more
     */
    record Jobs(
            Instant from,
            Instant asOf,
            List<Job> items,
            @Nullable String nextCursor) implements WithNext {}

    @GetMapping
    @Operation(summary = "Reliability of a GPU from 0 to 1, with the formula and the evidence it is computed from")
    Report report(@PathVariable UUID gpuId, @RequestParam @Nullable String asOf) {
        return reliability.report(gpus.require(gpuId), reliability.window(Times.parse("as_of", asOf)));
    }

    @GetMapping("/jobs")
    @Operation(summary = "Jobs that a GPU's reliability is computed from, newest first")
    Jobs jobs(@PathVariable UUID gpuId, @RequestParam @Nullable String asOf, Page page) {
        UUID gpu = gpus.require(gpuId).id();
        Window window = reliability.window(Times.parse("as_of", asOf));
        List<Job> jobs = reliability.jobs(gpu, window, page);
        String next = jobs.size() < page.rows() ? null : Ids.text(jobs.getLast().jobId());
        return new Jobs(window.from(), window.until(), jobs, next);
    }
}
