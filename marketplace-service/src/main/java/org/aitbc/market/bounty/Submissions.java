package org.aitbc.market.bounty;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code marketplace.submission}. */
@Component
class Submissions {

    private final JdbcClient jdbc;

    Submissions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Submission require(UUID bounty, UUID id) {
        return jdbc.sql("select * from marketplace.submission where bounty_id = ? and id = ?")
                .params(bounty, id)
                .query(Submission::of)
                .optional()
                .orElseThrow(() -> new NotFound("SUBMISSION_NOT_FOUND", "this bounty has no such submission"));
    }

    List<Submission> of(UUID bounty, int rows, int skipped) {
        return jdbc.sql("select * from marketplace.submission where bounty_id = ? order by id limit ? offset ?")
                .params(bounty, rows, skipped)
                .query(Submission::of)
                .list();
    }

    List<Submission> by(String submitter, @Nullable SubmissionStatus status, int rows, int skipped) {
        return jdbc.sql("""
                        select * from marketplace.submission
                        where submitter = :submitter and (:status::text is null or status = :status)
                        order by id desc limit :rows offset :skipped""")
                .param("submitter", submitter)
                .param("status", status == null ? null : status.text())
                .param("rows", rows)
                .param("skipped", skipped)
                .query(Submission::of)
                .list();
    }

    boolean hasSubmitted(UUID bounty, String submitter) {
        return jdbc.sql("select exists (select from marketplace.submission where bounty_id = ? and submitter = ?)")
                .params(bounty, submitter)
                .query(Boolean.class)
                .single();
    }

    /** @throws Conflict when the submitter has handed in one before */
    Submission create(UUID bounty, String submitter, BountySubmissionRequest request) {
        UUID id = Ids.next();
        int created = jdbc.sql("""
                        insert into marketplace.submission (id, bounty_id, submitter, accuracy, response_time, compute_power,
                          energy_efficiency, zk_proof, performance_hash, submission_data, test_results, status)
                        values (:id, :bounty, :submitter, :accuracy, :time, :power, :efficiency, :proof::json, :hash, :data::json, :results::json, 'pending')
                        on conflict (bounty_id, submitter) do nothing""")
                .param("id", id)
                .param("bounty", bounty)
                .param("submitter", submitter)
                .param("accuracy", request.accuracy())
                .param("time", request.responseTime())
                .param("power", request.computePower())
                .param("efficiency", request.energyEfficiency())
                .param("proof", request.zkProof() == null ? null : OpenJson.text("zk_proof", request.zkProof()))
                .param("hash", request.performanceHash())
                .param("data", OpenJson.text("submission_data", request.submissionData()))
                .param("results", OpenJson.text("test_results", request.testResults()))
                .update();
        if (created == 0) {
            throw new Conflict("ALREADY_SUBMITTED", "you have handed in a submission for this bounty");
        }
        return require(bounty, id);
    }

    void judge(UUID id, SubmissionStatus status, String verifier, @Nullable String notes) {
        jdbc.sql("""
                        update marketplace.submission set status = :status, judged_at = now(), verifier = :verifier,
                          notes = coalesce(:notes, notes), dispute_resolved = status = 'disputed'
                        where id = :id""")
                .param("status", status.text())
                .param("verifier", verifier)
                .param("notes", notes)
                .param("id", id)
                .update();
    }

    /** Whether its judgement was young enough to be disputed. */
    boolean dispute(UUID id, String reason, long windowSeconds) {
        return jdbc.sql("""
                                update marketplace.submission set status = 'disputed', dispute_reason = ?, disputed_at = now()
                                where id = ? and status in ('verified', 'rejected') and not dispute_resolved
                                  and judged_at > now() - make_interval(secs => ?)""").params(reason, id, windowSeconds).update() == 1;
    }

    /** Gives who could dispute another judgement of the bounty when this dispute began the whole time again. */
    void disputeAnew(UUID decided, long windowSeconds) {
        jdbc.sql("""
                        update marketplace.submission o set judged_at = now() from marketplace.submission d
                        where d.id = ? and o.bounty_id = d.bounty_id and o.id <> d.id
                          and o.status in ('verified', 'rejected') and not o.dispute_resolved
                          and o.judged_at > d.disputed_at - make_interval(secs => ?)""").params(decided, windowSeconds).update();
    }

    /** The first of those that claim to be good and fast enough to win without a judgement. */
    Optional<Submission> unjudged(Bounty bounty) {
        return jdbc.sql("""
                        select * from marketplace.submission
                        where bounty_id = :bounty and status = 'pending' and accuracy >= :accuracy
                          and (:time::int is null or coalesce(response_time, 0) <= :time)
                        order by id limit 1""")
                .param("bounty", bounty.id())
                .param("accuracy", bounty.autoVerifyThreshold().max(bounty.minAccuracy()))
                .param("time", bounty.maxResponseTime())
                .query(Submission::of)
                .optional();
    }

    boolean hasDisputable(UUID bounty, long windowSeconds) {
        return jdbc.sql("""
                        select exists (select from marketplace.submission
                                       where bounty_id = ? and status = 'rejected' and not dispute_resolved
                                         and judged_at > now() - make_interval(secs => ?))""").params(bounty, windowSeconds).query(Boolean.class).single();
    }
}
