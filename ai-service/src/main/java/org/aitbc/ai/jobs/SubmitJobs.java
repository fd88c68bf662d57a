package org.aitbc.ai.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.aitbc.ai.jobs.Submission.Written;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobView;
import org.aitbc.domain.matching.Requirement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Submits jobs, once per idempotency key. */
@Component
class SubmitJobs {

    private static final int LONGEST_KEY = 255;
    private static final String NO_HASH = "";

    private final Requirements requirements;
    private final Submissions submissions;

    SubmitJobs(Requirements requirements, Submissions submissions) {
        this.requirements = requirements;
        this.submissions = submissions;
    }

    /**
     * @param key the {@code Idempotency-Key}, or null
     * @throws Invalid when the key was used for another request
     */
    JobView submit(Caller caller, @Nullable String key, JobCreate job) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new Invalid("INVALID_IDEMPOTENCY_KEY", "Idempotency-Key: 1 to 255 characters");
        }
        Written written =
                submissions.write(List.of(submission(caller, key, job))).getFirst();
        if (written.otherRequest()) {
            throw new Invalid("IDEMPOTENCY_KEY_REUSED", "Idempotency-Key: was used for another request");
        }
        return written.job();
    }

    List<JobView> submit(Caller caller, List<JobCreate> jobs) {
        return submissions
                .write(jobs.stream().map(job -> submission(caller, null, job)).toList())
                .stream()
                .map(Written::job)
                .toList();
    }

    private Submission submission(Caller caller, @Nullable String key, JobCreate job) {
        Requirement requirement = job.requirement();
        String payload = job.content().toString();
        if (!isFinite(job.content()) || !StandardCharsets.UTF_8.newEncoder().canEncode(payload + requirement.key())) {
            throw new Invalid(
                    "VALIDATION_ERROR", "payload: holds a number out of a double's range, or half of a character");
        }
        return new Submission(
                caller.subject(),
                requirements.classOf(requirement),
                requirement.type(),
                payload,
                job.ttl(),
                job.paymentAmount(),
                job.currency(),
                key,
                key == null ? NO_HASH : hash(requirement.key(), payload, job));
    }

    /** Whether each number is still the one that was sent: those out of range were read as infinity. */
    private static boolean isFinite(JsonNode value) {
        return value.isContainer()
                ? value.valueStream().allMatch(SubmitJobs::isFinite)
                : !value.isDouble() || Double.isFinite(value.doubleValue());
    }

    private static String hash(String requirement, String payload, JobCreate job) {
        try {
            String request = String.join(
                    "\n",
                    requirement,
                    payload,
                    String.valueOf(job.ttl()),
                    String.valueOf(job.paymentAmount()),
                    job.currency());
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
