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
