package org.aitbc.ai.jobs;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.starter.request.IdempotencyHeader;

/**
 * A client's own name of a request.
 *
 * @param requestHash of the request that it must always come with
 */
record IdempotencyKey(String client, String text, String requestHash) {

    IdempotencyKey {
        IdempotencyHeader.checked(text);
    }

    static IdempotencyKey ofJob(String client, String text, JobDraft job) {
        return new IdempotencyKey(client, text, Sha256.hex(request(job)));
    }

    /** A batch of one is another request than the job alone: its answer has another shape. */
    static IdempotencyKey ofBatch(String client, String text, List<JobDraft> jobs) {
        return new IdempotencyKey(
                client,
                text,
                Sha256.hex(jobs.stream()
                        .map(job -> Sha256.hex(request(job)))
                        .collect(Collectors.joining("\n", "batch\n", ""))));
    }

    private static String request(JobDraft job) {
        String request = String.join(
                "\n",
                job.requirement().key(),
                job.payload(),
                String.valueOf(job.ttlSeconds()),
                job.amount() == null
                        ? "null"
                        : job.amount().stripTrailingZeros().toPlainString(),
                job.currency());
        return Stream.of(
                        request,
                        job.assurance() == null ? null : job.assurance().text(),
                        job.disputeWindow() == null ? null : "dispute window " + job.disputeWindow())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }
}
