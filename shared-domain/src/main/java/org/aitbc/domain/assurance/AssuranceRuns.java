package org.aitbc.domain.assurance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** What ai-service tells other services of checked results, service to service: the evidence about miners. */
@HttpExchange
public interface AssuranceRuns {

    /**
     * The next pieces of evidence, in their order. Each is told once its job is decided, and never changes.
     *
     * @param after the number of the last one that is known; 0 for the first ones
     * @param limit 1 to 1,000
     * @throws org.aitbc.domain.error.Unavailable when ai-service cannot be reached
     */
    @GetExchange("/internal/assurance")
    Page after(@RequestParam("after") long after, @RequestParam("limit") int limit);

    record Page(List<Run> runs) {}

    /**
     * A run whose result was held against those of others.
     *
     * @param number its place in the order
     * @param jobId the client's job
     * @param runId the run, a job of its own; equal to the job's id for the first
     * @param verdict {@code agreed}, {@code disagreed}, or {@code undecided} where no majority was found
     */
    record Run(long number, UUID jobId, UUID runId, String minerId, String verdict, Instant judgedAt) {}
}
