package org.aitbc.market.enhanced;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobSubmission;
import org.aitbc.domain.job.JobSubmission.Order;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.market.enhanced.VerificationChecks.VerificationCheck;
import org.aitbc.market.enhanced.Verifications.Row;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has a job run on the seller's worker, and judges the offer by what came of it. The offer may say what job that is:
 * {@code "check": {"payload": {...}, "expect": "a text of the result", "max_seconds": 60}}.
 */
@Component
class VerifyOffer {

    private static final int TTL_SECONDS = 300;
    private static final long USUAL_SECONDS = 60;
    private static final long MOST_SECONDS = 86_400;

    private final SoldOffers offers;
    private final Verifications verifications;
    private final JobSubmission jobs;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    VerifyOffer(SoldOffers offers, Verifications verifications, JobSubmission jobs, JdbcClient jdbc, JsonMapper json) {
        this.offers = offers;
        this.verifications = verifications;
        this.jobs = jobs;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param receipt empty unless the job was completed */
    private record Outcome(String state, String miner, Duration took, JsonNode receipt, boolean workerHasKey) {}

    /** The one that runs, as it is now, or a new one. */
    Verification verify(Caller caller, UUID offerId, String type) {
        SoldOffer offer = offers.require(offerId);
        Optional<Row> running = verifications.running(offerId, type);
        Row row = running.isPresent()
                ? running.get()
                : verifications.runningOrNew(offerId, type, caller.subject(), miner(offer));
        return look(row, offer);
    }

    Verification look(UUID id) {
        Row row = verifications.require(id);
        return row.isPending() ? look(row, offers.require(row.offer())) : row.view();
    }

    private Verification look(Row row, SoldOffer offer) {
        if (row.jobId() == null) {
            submit(row, offer);
        } else {
            outcome(row.jobId())
                    .ifPresent(outcome -> verifications.conclude(
                            row.id(),
                            judge(row, offer.specification().path("check"), outcome)
                                    .only(row.type())));
        }
        return verifications.require(row.id()).view();
    }

    private void submit(Row row, SoldOffer offer) {
        try {
            Constraints there = new Constraints(null, null, null, null, null, null, null, row.minerId(), null);
            JobSubmission.Accepted job = jobs.submit(new Order(
                    row.askedBy(), "verification " + row.id(), payload(offer.specification()), there, TTL_SECONDS));
            verifications.submitted(row.id(), job.jobId());
        } catch (Unavailable later) {
            // the next look submits it under the same key
            throw later;
        } catch (DomainException refused) {
            verifications.conclude(
                    row.id(), VerificationChecks.all("unavailable", "the job was refused: " + refused.code()));
        }
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

    /** The seller's worker that the offer names, or the one of its workers that was heard of last. */
    private String miner(SoldOffer offer) {
        List<String> workers = jdbc.sql("""
                        select id from marketplace.worker
                        where owner = :owner and not deregistered and (:named::text is null or id = :named)
                        order by presence = 'online' desc, last_seen desc limit 1""")
                .param("owner", offer.agent())
                .param("named", offer.specification().path("miner_id").asString(null))
                .query(String.class)
                .list();
        if (workers.isEmpty()) {
            throw new Conflict("NO_WORKER", "the seller has no worker that the offer could be checked on");
        }
        return workers.getFirst();
    }

    private Optional<Outcome> outcome(UUID job) {
        return jdbc.sql("""
                        select o.state, coalesce(o.miner_id, '') as miner, o.receipt,
                          extract(epoch from o.ended_at - coalesce(o.started_at, o.ended_at)) as seconds,
                          coalesce(m.public_key, '') <> '' as has_key
                        from core.outcome o left join core.miner m on m.id = o.miner_id where o.job_id = ?""")
                .param(job)
                .query((row, _) -> new Outcome(
                        row.getString("state"),
                        row.getString("miner"),
                        Duration.ofMillis((long) (row.getDouble("seconds") * 1000)),
                        json.readTree(row.getString("receipt") == null ? "{}" : row.getString("receipt")),
                        row.getBoolean("has_key")))
                .optional();
    }

    private VerificationChecks judge(Row row, JsonNode check, Outcome outcome) {
        if (!outcome.miner().equals(row.minerId())) {
            return VerificationChecks.all("unavailable", "the job ended " + outcome.state() + " without the worker");
        }
        if (!outcome.state().equals("COMPLETED")) {
            VerificationCheck failed = VerificationCheck.of(false, 0, "the job ended " + outcome.state());
            VerificationCheck none = VerificationCheck.unavailable("there is no receipt");
            return new VerificationChecks(failed, failed, none, none);
        }
        Duration limit =
                Duration.ofSeconds(Math.clamp(check.path("max_seconds").asLong(USUAL_SECONDS), 1, MOST_SECONDS));
        return new VerificationChecks(
                quality(check, outcome.receipt().path("metadata").path("result")),
                VerificationCheck.within(limit, outcome.took()),
                security(outcome),
                VerificationCheck.unavailable("no rules are configured that it could be held against"));
    }

    private static VerificationCheck quality(JsonNode check, JsonNode result) {
        String expected = check.path("expect").asString("");
        if (expected.isEmpty()) {
            return VerificationCheck.unavailable("the offer does not say what to expect");
        }
        boolean found = result.toString().contains(expected);
        return VerificationCheck.of(
                found, found ? 1 : 0, "the result " + (found ? "holds" : "lacks") + " what is expected");
    }

    private static VerificationCheck security(Outcome outcome) {
        Optional<String> flaw = Receipts.flaw(outcome.receipt());
        if (flaw.isPresent()) {
            return VerificationCheck.of(false, 0, flaw.get());
        }
        if (!outcome.workerHasKey()) {
            return VerificationCheck.unavailable("the worker has no key to sign its results with");
        }
        boolean signed = outcome.receipt().path("metadata").has("result_signature");
        return VerificationCheck.of(
                signed, signed ? 1 : 0, "the worker has " + (signed ? "" : "not ") + "signed the result");
    }
}
