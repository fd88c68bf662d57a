package org.aitbc.domain.job;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.matching.Constraints;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.node.ObjectNode;

/** What ai-service does for other services, service to service: it submits a job in a client's name. */
@HttpExchange
public interface JobSubmission {

    /**
     * Submits a job without a price of its own. The same key of the same client stands for one job.
     *
     * @throws org.aitbc.domain.error.Invalid when the key was used for another job
     * @throws org.aitbc.domain.error.Unavailable when ai-service cannot be reached; whether there is a job is unknown
     */
    @PostExchange("/internal/jobs")
    Accepted submit(@RequestBody @Valid Order order);

    /**
     * @param client the principal whose job it is
     * @param key an {@code Idempotency-Key}
     * @param ttlSeconds how long it may wait and run; null for the usual time
     */
    record Order(
            @NotBlank String client,
            @NotBlank String key,
            ObjectNode payload,
            @Valid Constraints constraints,
            @Nullable Integer ttlSeconds) {}

    record Accepted(UUID jobId, Instant requestedAt) {}
}
