package org.aitbc.ai.jobs;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.aitbc.ai.jobs.Jobs.Filter;
import org.aitbc.ai.price.JobPrices;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobState;
import org.aitbc.domain.job.JobView;
import org.aitbc.domain.json.UnknownMembers;
import org.aitbc.domain.market.MarketPrices.MarketPrice;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.Times;
import org.aitbc.starter.paging.WithNext;
import org.aitbc.starter.request.IdempotencyHeader;
import org.aitbc.starter.request.Warnings;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/jobs")
@Tag(name = "jobs")
class JobController {

    private static final String KEY_RULES = """
            Client-chosen key, 1 to 255 characters. Repeating a request with its key returns the same jobs, also when \
            sent concurrently. Reusing a key for a different request is a 422. After a 402 or 503 the request may be \
            repeated with the same key.""";
    private static final String PAYMENT_REQUIRED = """
            The money could not be held: funds are insufficient, or a spending limit of the client is reached. No \
            job was submitted.""";
    private static final String TOO_MANY = """
            Too many requests, too many new combinations of type and constraints within an hour, or too many bytes of \
            payloads in jobs that have not ended or within a day (UTC).""";
    private static final String TRY_AGAIN = """
            Temporarily not possible, try again. PAYMENT_LAPSED: the held money was returned before the job was \
            stored; SUBMIT_CROWDED_OUT: other jobs of the client were; SERVICE_UNAVAILABLE: payment-service cannot be reached; OVERLOADED; DATABASE_UNAVAILABLE.""";

    private static final String STATUS =
            "The older name of state; an unknown one is ignored, as the answer's warnings then say";

    private final SubmitJobs submitJobs;
    private final Jobs jobs;
    private final JobPrices prices;

    JobController(SubmitJobs submitJobs, Jobs jobs, JobPrices prices) {
        this.submitJobs = submitJobs;
        this.jobs = jobs;
        this.prices = prices;
    }

    /**
     * A job, with what the market asked for such GPUs in the hour in which it was submitted.
     *
     * @param marketPrice null on booked time, and where the market saw no such GPU or cannot be reached
     */
    record PricedJob(@JsonUnwrapped JobView job, @Nullable MarketPrice marketPrice) {}

    @UnknownMembers
    record JobBatch(@NotEmpty @Size(max = 1000) List<@NotNull @Valid JobCreate> jobs) {

        @AssertTrue(message = "can be checked by other runs only where they are submitted one by one")
        boolean isUnchecked() {
            return jobs == null || jobs.stream().noneMatch(job -> job != null && job.check() != null);
        }
    }

    record Submitted(List<JobView> items) {}

    /** @param nextCursor where the next part starts; null on the last one */
    record JobPage(
            List<JobView> items,
            int total,
            int limit,
            int offset,
            @Nullable Integer nextOffset,
            @Nullable String nextCursor,
            @Nullable String fromTime,
            @Nullable String toTime)
            implements WithNext {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Submit a job",
            description = "Money is held first if the job has a payment_amount or the client a limit per job.")
    @ApiResponse(responseCode = "201")
    @ApiResponse(responseCode = "402", description = PAYMENT_REQUIRED, content = @Content)
    @ApiResponse(responseCode = "429", description = TOO_MANY, content = @Content)
    @ApiResponse(responseCode = "503", description = TRY_AGAIN, content = @Content)
    JobView submit(
            Caller caller,
            @Parameter(description = KEY_RULES)
                    @RequestHeader(name = IdempotencyHeader.NAME, required = false)
                    @Nullable
                    String key,
            @Valid @RequestBody JobCreate body) {
        return submitJobs.submit(caller, key, body);
    }

    @PostMapping("/batch")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Submit up to 1,000 jobs, all or none",
            description = "Money is held for all of the jobs or for none.")
    @ApiResponse(responseCode = "201")
    @ApiResponse(responseCode = "402", description = PAYMENT_REQUIRED, content = @Content)
    @ApiResponse(responseCode = "429", description = TOO_MANY, content = @Content)
    @ApiResponse(responseCode = "503", description = TRY_AGAIN, content = @Content)
    Submitted submitAll(
            Caller caller,
            @Parameter(description = KEY_RULES)
                    @RequestHeader(name = IdempotencyHeader.NAME, required = false)
                    @Nullable
                    String key,
            @Valid @RequestBody JobBatch body) {
        return new Submitted(submitJobs.submit(caller, key, body.jobs()));
    }

    @GetMapping
    @Operation(summary = "Jobs of the caller, newest first")
    JobPage list(
            Caller caller,
            Page page,
            @Parameter(description = STATUS) @RequestParam @Nullable String status,
            @RequestParam @Nullable JobState state,
            @RequestParam @Nullable String jobType) {
        return page(caller, page, new Filter(status, state, jobType, null, null), null, null);
    }

    @GetMapping("/history")
    @Operation(summary = "Jobs of the caller in a time range, newest first")
    JobPage history(
            Caller caller,
            Page page,
            @Parameter(description = STATUS) @RequestParam @Nullable String status,
            @RequestParam @Nullable JobState state,
            @RequestParam @Nullable String jobType,
            @RequestParam @Nullable String fromTime,
            @RequestParam @Nullable String toTime) {
        Filter filter =
                new Filter(status, state, jobType, Times.parse("from_time", fromTime), Times.parse("to_time", toTime));
        return page(caller, page, filter, fromTime, toTime);
    }

    @GetMapping({"/{jobId}", "/{jobId}/status"})
    @Operation(
            summary = "A job, with the market price of matching GPUs at submission",
            description = "market_price is the price per GPU hour then, for information; price is the cost of the job.")
    PricedJob job(Caller caller, @PathVariable UUID jobId) {
        JobView job = jobs.require(caller, jobId);
        return new PricedJob(job, prices.of(jobId));
    }

    @PostMapping("/{jobId}/cancel")
    @Operation(summary = "Cancel a job that has not ended")
    JobView cancel(Caller caller, @PathVariable UUID jobId) {
        return jobs.cancel(caller, jobId);
    }

    @DeleteMapping("/{jobId}")
    @Operation(summary = "Cancel a job (same as POST cancel)")
    JobView delete(Caller caller, @PathVariable UUID jobId) {
        return jobs.cancel(caller, jobId);
    }

    private JobPage page(Caller caller, Page page, Filter filter, @Nullable String fromTime, @Nullable String toTime) {
        if (filter.ignoresStatus()) {
            Warnings.add("status: unknown, and ignored; known are "
                    + String.join(", ", WireNames.ofConstants(JobState.class)));
        }
        List<JobView> found = jobs.list(caller, filter, page);
        boolean more = found.size() > page.rows();
        List<JobView> items = more ? found.subList(0, page.rows()) : found;
        return new JobPage(
                items,
                jobs.count(caller, filter),
                page.rows(),
                page.skipped(),
                more ? page.skipped() + items.size() : null,
                more ? items.getLast().jobId() : null,
                fromTime,
                toTime);
    }
}
