package org.aitbc.miner.results;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.miner.dispatch.AssignedJob;
import org.aitbc.miner.dispatch.NextJobs;
import org.aitbc.miner.results.Results.Accepted;
import org.aitbc.miner.results.Results.Answer;
import org.aitbc.starter.admission.ConcurrencyLimiter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/v1/miners")
@Tag(name = "miners")
class ResultController {

    private final Results results;
    private final NextJobs nextJobs;
    private final ConcurrencyLimiter limiter;

    ResultController(Results results, NextJobs nextJobs, ConcurrencyLimiter limiter) {
        this.results = results;
        this.nextJobs = nextJobs;
        this.limiter = limiter;
    }

    /**
     * @param status ok
     * @param next the next job where the request asked for one and there is any
     */
    record ResultAnswer(
            String status,

            @Schema(implementation = ReceiptDocument.class) @Nullable
            ObjectNode receipt,

            @Nullable AssignedJob next) {}

    /**
     * @param status ok
     */
    record FailAnswer(String status) {}

    /**
     * @param status "ok", or "error" with {@code code} and {@code detail}
     * @param code why it was refused; null where it was not
     */
    record ItemAnswer(
            String jobId,
            String status,
            @Nullable String code,
            @Nullable String detail,

            @Schema(implementation = ReceiptDocument.class) @Nullable
            ObjectNode receipt) {

        static ItemAnswer of(Finish finish, Answer answer) {
            String jobId = Ids.text(finish.jobId());
            return answer.refused() == null
                    ? new ItemAnswer(
                            jobId,
                            "ok",
                            null,
                            null,
                            answer.accepted() == null ? null : answer.accepted().receipt())
                    : new ItemAnswer(
                            jobId,
                            "error",
                            answer.refused().code(),
                            answer.refused().getMessage(),
                            null);
        }
    }

    /**
     * @param results what became of each, in the order of the request
     * @param next jobs to run next
     */
    record BatchAnswer(List<ItemAnswer> results, List<AssignedJob> next) {}

    @PostMapping("/{jobId}/result")
    @Operation(summary = "Submit a result; with poll the answer includes the next job")
    ResultAnswer result(
            Caller caller,
            @RequestHeader(name = "X-Miner-ID", required = false) @Nullable String minerId,
            @PathVariable UUID jobId,
            @Valid @RequestBody JobResultSubmit body) {
        Accepted accepted = results.accept(caller, minerId, body.finish(jobId));
        return new ResultAnswer(
                "ok",
                accepted.receipt(),
                body.wantsNext()
                        ? next(accepted, 1, body.waiting()).stream().findFirst().orElse(null)
                        : null);
    }

    @PostMapping("/{jobId}/fail")
    @Operation(summary = "Report a failed job, or return it to the queue")
    FailAnswer fail(
            Caller caller,
            @RequestHeader(name = "X-Miner-ID", required = false) @Nullable String minerId,
            @PathVariable UUID jobId,
            @Valid @RequestBody JobFailSubmit body) {
        results.accept(caller, minerId, body.finish(jobId));
        return new FailAnswer("ok");
    }

    @PostMapping("/results")
    @Operation(summary = "Submit several results and failures at once")
    BatchAnswer results(
            Caller caller,
            @RequestHeader(name = "X-Miner-ID", required = false) @Nullable String minerId,
            @Valid @RequestBody ResultBatch body) {
        List<Finish> finishes =
                body.results().stream().map(ResultBatch.Item::finish).toList();
        List<Answer> answers = results.accept(caller, minerId, finishes);
        List<ItemAnswer> items = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            items.add(ItemAnswer.of(finishes.get(i), answers.get(i)));
        }
        return new BatchAnswer(
                items,
                body.next() == 0
                        ? List.of()
                        : answers.stream()
                                .map(Answer::accepted)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .map(accepted -> next(accepted, body.next(), Duration.ZERO))
                                .orElse(List.of()));
    }

    private List<AssignedJob> next(Accepted accepted, int most, Duration wait) {
        if (accepted.miner().deregistered()) {
            return List.of();
        }
        return nextJobs.poll(accepted.miner(), most, limiter.mayWait() ? wait : Duration.ZERO);
    }
}
