package org.aitbc.market.licensing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.*;
import java.util.*;
import java.util.stream.Stream;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobSubmission;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.market.licensing.OfferTerms.SoldOffer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs a job on the seller's worker, and judges the offer by its result. The offer may specify the job:
 * {@code "check": {"payload": {...}, "expect": "a text of the result", "max_seconds": 60}}.
 */
@Component
record Verifications(OfferTerms offerTerms, JobSubmission jobs, JdbcClient jdbc, JsonMapper json) {

    private static final String SELECT = """
        select *, id as verification_id, type as verification_type from marketplace.verification where\s""";

    private static final int TTL_SECONDS = 300;
    private static final long DEFAULT_SECONDS = 60;
    private static final long MAX_SECONDS = 86_400;

    /**
     * Whether an offer keeps what it promises: pending until the job on the seller's worker has ended.
     *
     * @param verificationId id of the verification
     * @param verificationType what is verified
     * @param checks what was found
     * @param jobId the job on the seller's worker that shows it; null where there is none
     * @param concludedAt when the job had ended; null before
     */
    record Verification(
            UUID verificationId,
            UUID offerId,
            String verificationType,
            String status,
            VerificationChecks checks,
            String minerId,
            @Nullable UUID jobId,
            Instant createdAt,
            @Nullable Instant concludedAt,
            @JsonIgnore String askedBy) {

        Verification {
            checks = Objects.requireNonNullElse(checks, all("pending", "the job has not ended yet"));
        }
    }

    /**
     * What cannot be checked is {@code unavailable}, and counts neither way.
     *
     * @param quality whether the result holds what the offer says
     * @param performance whether the job was fast enough
     * @param security whether receipt and result are signed
     * @param compliance {@code unavailable}: there are no rules for it
     */
    record VerificationChecks(
            VerificationCheck quality,
            VerificationCheck performance,
            VerificationCheck security,
            VerificationCheck compliance) {

        /** Only those that belong to this type of verification. */
        VerificationChecks only(String type) {
            VerificationCheck other = new VerificationCheck(null, "not_asked", "not part of a verification of " + type);
            return switch (type) {
                case "performance" -> new VerificationChecks(quality, performance, other, other);
                case "security" -> new VerificationChecks(other, other, security, other);
                default -> this;
            };
        }

        /** {@code failed} where one has failed, or {@code passed} where one has passed, or {@code unavailable}. */
        String overall() {
            List<String> all = Stream.of(quality, performance, security, compliance)
                    .map(VerificationCheck::status)
                    .toList();
            return all.contains("failed") ? "failed" : all.contains("passed") ? "passed" : "unavailable";
        }
    }

    /** @param score 0 to 1; null where nothing was measured */
    record VerificationCheck(@Nullable Double score, String status, String detail) {

        static VerificationCheck of(boolean passed, String detail) {
            return new VerificationCheck(passed ? 1.0 : 0.0, passed ? "passed" : "failed", detail);
        }

        static VerificationCheck unavailable(String why) {
            return new VerificationCheck(null, "unavailable", why);
        }
    }

    /** @param receipt empty unless the job was completed */
    private record Outcome(String state, String miner, Duration took, JsonNode receipt, boolean workerHasKey) {}

    private static VerificationChecks all(String status, String detail) {
        VerificationCheck one = new VerificationCheck(null, status, detail);
        return new VerificationChecks(one, one, one, one);
    }

    /** The running one in its current state, or a new one. */
    Verification verify(Caller caller, UUID offerId, String type) {
        SoldOffer offer = offerTerms.requireOffer(offerId);
        return update(running(offerId, type).orElseGet(() -> start(caller, offer, type)), offer);
    }

    Verification get(UUID id) {
        Verification found = require(id);
        return found.status.equals("pending") ? update(found, offerTerms.requireOffer(found.offerId)) : found;
    }

    private Verification start(Caller caller, SoldOffer offer, String type) {
        jdbc.sql("""
            insert into marketplace.verification (id, offer_id, type, asked_by, miner_id) values (?, ?, ?, ?, ?)
            on conflict (offer_id, type) where status = 'pending' do nothing\
            """)
                .params(Ids.next(), offer.id(), type, caller.subject(), miner(offer))
                .update();
        return running(offer.id(), type).orElseThrow();
    }

    private Verification update(Verification pending, SoldOffer offer) {
        if (pending.jobId == null) {
            submit(pending, offer);
        } else {
            jdbc.sql("""
                select o.state, coalesce(o.miner_id, '') as miner, coalesce(o.receipt, '{}') as receipt,
                  coalesce(o.ended_at - o.started_at, interval '0') as took,
                  coalesce(m.public_key, '') <> '' as worker_has_key
                from core.outcome o left join core.miner m on m.id = o.miner_id where o.job_id = ?\
                """).param(pending.jobId).query(Outcome.class).optional().ifPresent(outcome -> {
                VerificationChecks checks = judge(pending, offer.specification().path("check"), outcome);
                conclude(pending, checks.only(pending.verificationType));
            });
        }
        return require(pending.verificationId);
    }

    private void submit(Verification pending, SoldOffer offer) {
        try {
            Constraints there = new Constraints(null, null, null, null, null, null, null, pending.minerId, null);
            String key = "verification " + pending.verificationId;
            ObjectNode payload = payload(offer.specification());
            UUID job = jobs.submit(new JobSubmission.Order(pending.askedBy, key, payload, there, TTL_SECONDS))
                    .jobId();
            jdbc.sql("update marketplace.verification set job_id = ? where id = ?")
                    .params(job, pending.verificationId)
                    .update();
        } catch (Unavailable later) {
            // the next request submits it under the same key
            throw later;
        } catch (DomainException refused) {
            conclude(pending, all("unavailable", "the job was refused: " + refused.code()));
        }
    }

    private void conclude(Verification pending, VerificationChecks checks) {
        jdbc.sql("""
            update marketplace.verification set status = ?, checks = ?, concluded_at = now()
            where id = ? and status = 'pending'\
            """).params(checks.overall(), checks, pending.verificationId).update();
    }

    private ObjectNode payload(JsonNode specification) {
        if (specification.path("check").path("payload") instanceof ObjectNode own) {
            return own;
        }
        ObjectNode payload = json.createObjectNode().put("type", "inference").put("prompt", "Answer with OK.");
        if (specification.path("model").isString()) {
            payload.put("model", specification.path("model").stringValue());
        }
        return payload;
    }

    /** The seller's worker that the offer names, or the one with the latest heartbeat. */
    private String miner(SoldOffer offer) {
        return jdbc.sql("""
            select id from marketplace.worker
            where owner = :owner and not deregistered and (:named::text is null or id = :named)
            order by presence = 'online' desc, last_seen desc limit 1\
            """)
                .param("owner", offer.agent())
                .param("named", offer.specification().path("miner_id").asString(null))
                .query(String.class)
                .optional()
                .orElseThrow(
                        () -> new Conflict("NO_WORKER", "the seller has no worker that the offer could be checked on"));
    }

    private static VerificationChecks judge(Verification pending, JsonNode check, Outcome outcome) {
        String ended = "the job ended " + outcome.state;
        if (!outcome.miner.equals(pending.minerId)) {
            return all("unavailable", ended + " without the worker");
        }
        if (!outcome.state.equals("COMPLETED")) {
            VerificationCheck failed = VerificationCheck.of(false, ended);
            VerificationCheck none = VerificationCheck.unavailable("there is no receipt");
            return new VerificationChecks(failed, failed, none, none);
        }
        return new VerificationChecks(
                quality(
                        check.path("expect").asString(""),
                        outcome.receipt.path("metadata").path("result")),
                performance(check.path("max_seconds").asLong(DEFAULT_SECONDS), outcome.took),
                security(outcome),
                VerificationCheck.unavailable("no rules are configured that it could be held against"));
    }

    private static VerificationCheck quality(String expected, JsonNode result) {
        if (expected.isEmpty()) {
            return VerificationCheck.unavailable("the offer does not say what to expect");
        }
        boolean found = result.toString().contains(expected);
        return VerificationCheck.of(found, "the result " + (found ? "holds" : "lacks") + " what is expected");
    }

    private static VerificationCheck performance(long seconds, Duration took) {
        Duration limit = Duration.ofSeconds(Math.clamp(seconds, 1, MAX_SECONDS));
        double score = Math.min(1, (double) limit.toMillis() / Math.max(1, took.toMillis()));
        String status = took.compareTo(limit) <= 0 ? "passed" : "failed";
        return new VerificationCheck(score, status, "the job took " + took.toMillis() + " ms");
    }

    private static VerificationCheck security(Outcome outcome) {
        Optional<String> flaw = Receipts.flaw(outcome.receipt);
        if (flaw.isPresent()) {
            return VerificationCheck.of(false, flaw.get());
        }
        if (!outcome.workerHasKey) {
            return VerificationCheck.unavailable("the worker has no key to sign its results with");
        }
        boolean signed = outcome.receipt.path("metadata").has("result_signature");
        return VerificationCheck.of(signed, "the worker has " + (signed ? "" : "not ") + "signed the result");
    }

    private Optional<Verification> running(UUID offer, String type) {
        return jdbc.sql(SELECT + "offer_id = ? and type = ? and status = 'pending'")
                .params(offer, type)
                .query(Verification.class)
                .optional();
    }

    private Verification require(UUID id) {
        return jdbc.sql(SELECT + "id = ?")
                .param(id)
                .query(Verification.class)
                .optional()
                .orElseThrow(() -> new NotFound("VERIFICATION_NOT_FOUND", "no such verification"));
    }
}
