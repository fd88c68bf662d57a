package org.aitbc.ai.jobs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.aitbc.ai.jobtype.ContractType;
import org.aitbc.ai.jobtype.KnownTypes;
import org.aitbc.ai.requirement.Requirements;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobView;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.starter.request.Warnings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Submits jobs, once per idempotency key. */
@Component
class SubmitJobs {

    private final KnownTypes types;
    private final Payloads payloads;
    private final Requirements requirements;
    private final Submissions submissions;
    private final SubmitPaidJobs submitPaidJobs;
    private final Bookings bookings;
    private final IdempotencyKeys keys;

    SubmitJobs(
            KnownTypes types,
            Payloads payloads,
            Requirements requirements,
            Submissions submissions,
            SubmitPaidJobs submitPaidJobs,
            Bookings bookings,
            IdempotencyKeys keys) {
        this.types = types;
        this.payloads = payloads;
        this.requirements = requirements;
        this.submissions = submissions;
        this.submitPaidJobs = submitPaidJobs;
        this.bookings = bookings;
        this.keys = keys;
    }

    /**
     * @param key the {@code Idempotency-Key}, or null
     * @throws Invalid when the key was used for another request, nobody ever offered the job's type, or no worker could run its payload
     * @throws NotFound when the job asks for booked time that is not the caller's
     * @throws Conflict when that time is over
     * @throws ResponseStatusException when the client has asked for too many different machines, or its payloads are too much
     *     (429)
     * @throws Unavailable when the result is to be attested
     */
    JobView submit(Caller caller, @Nullable String key, JobCreate job) {
        return submit(caller, key, List.of(job), false).getFirst();
    }

    /** The same for several: all of them or none. */
    List<JobView> submit(Caller caller, @Nullable String key, List<JobCreate> jobs) {
        return submit(caller, key, jobs, true);
    }

    private List<JobView> submit(Caller caller, @Nullable String key, List<JobCreate> jobs, boolean batch) {
        List<JobDraft> drafts = jobs.stream().map(job -> draft(caller, job)).toList();
        try {
            for (int i = 0; i < drafts.size(); i++) {
                requireTyped(jobs.get(i), drafts.get(i).requirement().type(), batch ? "jobs[" + i + "]." : "");
            }
        } catch (Invalid refused) {
            // what may be submitted changes, and an accepted request may be repeated
            List<JobView> answer = firstAnswer(drafts, keyOf(caller, key, drafts, batch));
            if (answer.isEmpty()) {
                throw refused;
            }
            return answer;
        }
        List<JobDraft> placed =
                drafts.stream().map(draft -> placed(caller.subject(), draft)).toList();
        return submit(placed, keyOf(caller, key, placed, batch));
    }

    private static @Nullable IdempotencyKey keyOf(
            Caller caller, @Nullable String key, List<JobDraft> jobs, boolean batch) {
        if (key == null) {
            return null;
        }
        return batch
                ? IdempotencyKey.ofBatch(caller.subject(), key, jobs)
                : IdempotencyKey.ofJob(caller.subject(), key, jobs.getFirst());
    }

    private List<JobView> submit(List<JobDraft> jobs, @Nullable IdempotencyKey key) {
        if (jobs.stream().anyMatch(job -> job.booked() != null && job.booked().ended())) {
            return answeredBefore(jobs, key);
        }
        if (jobs.stream().allMatch(job -> job.amount() == null && job.assurance() == null)) {
            List<JobView> written = submissions.write(unpaid(jobs, key));
            if (!written.isEmpty()) {
                return written;
            }
        }
        return submitPaidJobs.submit(jobs, key);
    }

    /** Ids are best made when they are written; only those of a batch with a key have to follow from the first. */
    private static List<Submission> unpaid(List<JobDraft> jobs, @Nullable IdempotencyKey key) {
        List<UUID> ids = key == null || jobs.size() == 1 ? List.of() : JobIds.from(JobIds.first(), jobs.size());
        return IntStream.range(0, jobs.size())
                .mapToObj(i -> new Submission(jobs.get(i), i, ids.isEmpty() ? null : ids.get(i), key, null))
                .toList();
    }

    /** Without its class and its booking. */
    private JobDraft draft(Caller caller, JobCreate job) {
        if (job.wantsAttester()) {
            throw new Unavailable("ATTESTER_NOT_CONFIGURED", "this suite has nobody who attests to results");
        }
        Requirement requirement = job.requirement();
        String payload = payloads.text(job.content());
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(requirement.key())) {
            throw new Invalid("VALIDATION_ERROR", "constraints: hold half of a character");
        }
        return new JobDraft(
                caller.subject(),
                requirement,
                0,
                payload,
                job.ttl(),
                job.paymentAmount(),
                job.currency(),
                null,
                job.check(),
                job.disputeWindowSeconds());
    }

    private JobDraft placed(String client, JobDraft job) {
        int queue = requirements.classOf(client, job.requirement());
        UUID booking = job.requirement().constraints().bookingId();
        return job.in(queue).on(booking == null ? null : bookings.require(client, booking));
    }

    /** Older clients say their types in other members: these may be anything, and their payloads look otherwise. */
    private void requireTyped(JobCreate job, @Nullable String type, String place) {
        if (type == null && !job.allowsUnknownType()) {
            Warnings.add("payload.type: missing, so that any worker may take the job, also one that cannot run it");
        }
        if (type == null || !job.saysType() || job.allowsUnknownType()) {
            return;
        }
        types.require(place + "payload.type", type);
        Optional<ContractType> known = ContractType.of(type);
        known.flatMap(one -> one.slip(job.content())).ifPresent(slip -> {
            throw Invalid.member(place + "payload." + slip.member(), slip.right());
        });
        known.flatMap(one -> one.doubt(job.content()))
                .ifPresent(doubt -> Warnings.add("payload." + doubt.member() + ": " + doubt.right()));
    }

    private List<JobView> answeredBefore(List<JobDraft> jobs, @Nullable IdempotencyKey key) {
        List<JobView> answer = firstAnswer(jobs, key);
        if (answer.isEmpty()) {
            throw new Conflict("BOOKING_ENDED", "the booked time is over");
        }
        return answer;
    }

    private List<JobView> firstAnswer(List<JobDraft> jobs, @Nullable IdempotencyKey key) {
        return key == null ? List.of() : keys.firstAnswer(key, jobs.size());
    }
}
