package org.aitbc.worker.gateway;

import java.util.List;
import org.aitbc.worker.executor.Checkpoint;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job with the lease it is held by.
 *
 * @param pays what it brings, for people
 * @param gpuSlot which of the worker's GPUs its client has booked
 */
public record AssignedJob(
        String jobId,
        JsonNode payload,
        @Nullable String leaseId,
        int attempt,
        String pays,
        @Nullable Checkpoint checkpoint,
        @Nullable Integer gpuSlot) {

    static AssignedJob of(JsonNode job) {
        return new AssignedJob(
                job.path("job_id").asString(""),
                job.path("payload"),
                job.path("lease_id").isString() ? job.path("lease_id").stringValue() : null,
                job.path("attempt").asInt(1),
                pays(job.path("pays")),
                Checkpoint.of(job.path("checkpoint")).orElse(null),
                job.path("gpu_slot").isInt() ? job.path("gpu_slot").intValue() : null);
    }

    private static String pays(JsonNode pays) {
        if (!pays.isObject()) {
            return "unpaid";
        }
        String currency = pays.path("currency").asString("");
        return pays.path("amount").isNumber()
                ? "pays " + pays.path("amount") + " " + currency
                : "pays " + pays.path("unit_price") + " " + currency + " a second";
    }

    /** Reads {@code jobs}, or the one bare job of an answer that knows no {@code max_jobs}. */
    static List<AssignedJob> allOf(JsonNode answer) {
        return answer.has("job_id")
                ? List.of(of(answer))
                : answer.path("jobs").valueStream().map(AssignedJob::of).toList();
    }
}
