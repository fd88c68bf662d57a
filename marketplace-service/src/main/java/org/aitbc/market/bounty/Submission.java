package org.aitbc.market.bounty;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.*;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.starter.jpa.Aggregate;
import org.aitbc.starter.request.OpenJson;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A solution that somebody handed in for a bounty. */
@Entity
class Submission extends Aggregate {

    /** Pending, then verified (it wins) or rejected, either of which may be disputed. */
    enum Verdict {
        PENDING,
        VERIFIED,
        REJECTED,
        DISPUTED
    }

    /**
     * What it claims of itself: the submitter's word.
     *
     * @param zkProof shown to the creator; the suite checks no proofs
     * @param performanceHash the submitter's commitment to what was measured
     * @param accuracy percent, as the efficiency
     * @param responseTime milliseconds
     */
    @Embeddable
    record BountySubmissionRequest(
            @Column(insertable = false, updatable = false) @Nullable
            UUID bountyId,

            @Nullable @JdbcTypeCode(SqlTypes.JSON) ObjectNode zkProof,
            @NotNull @Size(min = 1, max = 256) String performanceHash,

            @NotNull @Min(0) @Max(100) @Digits(integer = 3, fraction = 4)
            BigDecimal accuracy,

            @Nullable @Positive Integer responseTime,

            @Nullable @Positive @Digits(integer = 20, fraction = 8)
            BigDecimal computePower,

            @Nullable @Min(0) @Max(100) @Digits(integer = 3, fraction = 4)
            BigDecimal energyEfficiency,

            @JdbcTypeCode(SqlTypes.JSON) ObjectNode submissionData,
            @JdbcTypeCode(SqlTypes.JSON) ObjectNode testResults) {

        BountySubmissionRequest {
            submissionData = Objects.requireNonNullElseGet(submissionData, JsonNodeFactory.instance::objectNode);
            testResults = Objects.requireNonNullElseGet(testResults, JsonNodeFactory.instance::objectNode);
        }
    }

    @JsonIgnore
    protected UUID bountyId;

    @JsonProperty("submitter_address")
    protected String submitter;

    @JsonUnwrapped
    protected BountySubmissionRequest claim;

    protected Verdict status = Verdict.PENDING;
    protected Instant submissionTime;

    @JsonProperty("verification_time")
    protected @Nullable Instant judgedAt;

    protected @Nullable String verifierAddress;
    protected @Nullable String verificationNotes;
    protected @Nullable String disputeReason;

    @JsonProperty("dispute_time")
    protected @Nullable Instant disputedAt;

    protected boolean disputeResolved;

    protected Submission() {}

    Submission(UUID bountyId, String submitter, BountySubmissionRequest claim, Instant now) {
        OpenJson.require("zk_proof", claim.zkProof);
        OpenJson.require("submission_data", claim.submissionData);
        OpenJson.require("test_results", claim.testResults);
        this.bountyId = bountyId;
        this.submitter = submitter;
        this.claim = claim;
        this.submissionTime = now;
    }

    @Override
    @JsonProperty("submission_id")
    public UUID id() {
        return super.id();
    }

    void judge(Verdict judgement, String verifier, @Nullable String notes, Instant now) {
        disputeResolved = status == Verdict.DISPUTED;
        status = judgement;
        judgedAt = now;
        verifierAddress = verifier;
        verificationNotes = notes == null ? verificationNotes : notes;
    }

    void dispute(String reason, Instant judgedAfter, Instant now) {
        boolean late = judgedAt == null || disputeResolved || !judgedAt.isAfter(judgedAfter);
        Conflict.when(late, "TOO_LATE", "the judgement can be disputed no more");
        status = Verdict.DISPUTED;
        disputeReason = reason;
        disputedAt = now;
    }
}
