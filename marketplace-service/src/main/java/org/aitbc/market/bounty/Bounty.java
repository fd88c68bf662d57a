package org.aitbc.market.bounty;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.validation.constraints.*;
import java.math.*;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.market.bounty.Submission.BountySubmissionRequest;
import org.aitbc.starter.jpa.Aggregate;
import org.aitbc.starter.request.OpenJson;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Money for a solution. Its id is that of the hold which keeps the reward and the fees. */
@Entity
class Bounty extends Aggregate {

    /** How much a bounty is worth at least, in AITBC. */
    enum Tier {
        BRONZE(100),
        SILVER(500),
        GOLD(1000),
        PLATINUM(5000);

        private final BigDecimal minimum;

        Tier(int minimum) {
            this.minimum = BigDecimal.valueOf(minimum);
        }
    }

    /** Active until a submission wins, nobody did in time, or somebody objects to a judgement; three were the older system's. */
    enum Status {
        CREATED,
        ACTIVE,
        SUBMITTED,
        VERIFIED,
        COMPLETED,
        EXPIRED,
        DISPUTED
    }

    /**
     * @param tier how demanding it is
     * @param minAccuracy percent that a winning submission claims at least
     * @param maxResponseTime milliseconds that a submission may claim at most
     * @param requiresZkProof whether submissions have to bring a proof; the creator checks it, the suite does not
     * @param autoVerifyThreshold percent: of what was not judged a day after the deadline, the first that claims as much wins
     */
    @Embeddable
    record BountyCreateRequest(
            @NotNull @Size(min = 1, max = 200) String title,
            @NotNull @Size(min = 10, max = 5000) String description,

            @NotNull @Positive @Digits(integer = 15, fraction = 8)
            BigDecimal rewardAmount,

            Tier tier,
            @JdbcTypeCode(SqlTypes.JSON) ObjectNode performanceCriteria,

            @Min(0) @Max(100) @Digits(integer = 3, fraction = 4)
            BigDecimal minAccuracy,

            @Nullable @Positive Integer maxResponseTime,
            @NotNull Instant deadline,
            @Min(1) @Max(1000) Integer maxSubmissions,
            Boolean requiresZkProof,

            @Min(0) @Max(100) @Digits(integer = 3, fraction = 4)
            BigDecimal autoVerifyThreshold,

            @Size(max = 20) List<@NotNull @Size(min = 1, max = 50) String> tags,
            @Nullable @Size(max = 100) String category,
            @Nullable @Size(max = 50) String difficulty) {

        BountyCreateRequest {
            tier = Objects.requireNonNullElse(tier, Tier.BRONZE);
            performanceCriteria =
                    Objects.requireNonNullElseGet(performanceCriteria, JsonNodeFactory.instance::objectNode);
            minAccuracy = Objects.requireNonNullElse(minAccuracy, BigDecimal.valueOf(90));
            maxSubmissions = Objects.requireNonNullElse(maxSubmissions, 100);
            requiresZkProof = Objects.requireNonNullElse(requiresZkProof, true);
            autoVerifyThreshold = Objects.requireNonNullElse(autoVerifyThreshold, BigDecimal.valueOf(95));
            tags = tags == null ? List.of() : tags.stream().distinct().toList();
        }

        /** With the fees; the reward must be enough for the tier. */
        BigDecimal worth(Fees fees) {
            String least = tier.name().toLowerCase(Locale.ROOT) + " asks for at least " + tier.minimum;
            Invalid.when(rewardAmount.compareTo(tier.minimum) < 0, "VALIDATION_ERROR", "reward_amount: tier " + least);
            return rewardAmount.add(fees.sum());
        }
    }

    /**
     * AITBC that the creator pays beside the reward, to the network: for the offer in any case, the others for a victory.
     *
     * @param creationFee AITBC for the offer, in any case
     * @param successFee AITBC, if it is won
     * @param platformFee AITBC, if it is won
     */
    @Embeddable
    record Fees(BigDecimal creationFee, BigDecimal successFee, BigDecimal platformFee) {

        private static final BigDecimal PLATFORM = new BigDecimal("0.01");

        static Fees of(BigDecimal reward, BigDecimal creation, BigDecimal success) {
            return new Fees(share(reward, creation), share(reward, success), share(reward, PLATFORM));
        }

        private static BigDecimal share(BigDecimal reward, BigDecimal rate) {
            return reward.multiply(rate).setScale(8, RoundingMode.HALF_UP);
        }

        BigDecimal sum() {
            return creationFee.add(successFee).add(platformFee);
        }
    }

    protected String creatorId;

    @JsonUnwrapped
    protected BountyCreateRequest offer;

    @JsonUnwrapped
    protected Fees fees;

    protected Status status = Status.ACTIVE;
    protected Instant creationTime;
    protected int submissionCount;
    protected @Nullable UUID winningSubmissionId;

    @Formula("(select w.submitter from marketplace.submission w where w.id = winning_submission_id)")
    protected @Nullable String winnerAddress;
    /** Whether submissions are still taken, by the database's clock. */
    @Formula("status = 'active' and now() <= deadline")
    protected boolean isOpen;

    protected @Nullable Instant completedAt;
    /** Since when the money is on its way, to the winner or back. */
    protected @Nullable Instant settledAt;

    protected Bounty() {}

    Bounty(UUID hold, String creatorId, BountyCreateRequest offer, Fees fees, Instant now) {
        super(hold);
        OpenJson.require("performance_criteria", offer.performanceCriteria);
        boolean ahead = offer.deadline.isAfter(now) && !offer.deadline.isAfter(now.plus(Duration.ofDays(365)));
        Invalid.when(!ahead, "VALIDATION_ERROR", "deadline: must be ahead, by a year at most");
        this.creatorId = creatorId;
        this.offer = offer;
        this.fees = fees;
        this.creationTime = now;
    }

    @Override
    @JsonProperty("bounty_id")
    public UUID id() {
        return super.id();
    }

    void accept(BountySubmissionRequest claim, String submitter) {
        Forbidden.when(creatorId.equals(submitter), "OWN_BOUNTY", "the creator of a bounty cannot win it");
        String closed = status == Status.ACTIVE ? "BOUNTY_DEADLINE_HAS_PASSED" : "BOUNTY_IS_NOT_ACTIVE";
        Conflict.when(!isOpen, closed, "the bounty takes no submissions any more");
        boolean full = submissionCount >= offer.maxSubmissions;
        Conflict.when(full, "BOUNTY_IS_FULL", "the bounty has all the submissions it takes");
        boolean unproven = offer.requiresZkProof && claim.zkProof() == null;
        Invalid.when(unproven, "ZK_PROOF_REQUIRED", "zk_proof: this bounty asks for one");
        submissionCount++;
    }

    void requireGoodEnough(BountySubmissionRequest claim) {
        boolean weak = claim.accuracy().compareTo(offer.minAccuracy) < 0;
        Conflict.when(weak, "ACCURACY_TOO_LOW", "the bounty asks for an accuracy of " + offer.minAccuracy);
        Integer most = offer.maxResponseTime;
        boolean slow = most != null && Objects.requireNonNullElse(claim.responseTime(), 0) > most;
        Conflict.when(slow, "TOO_SLOW", "the bounty asks for a response time of " + most);
    }

    void transitionTo(Status next, @Nullable UUID winner, Instant now) {
        status = next;
        winningSubmissionId = winner;
        completedAt = next == Status.COMPLETED ? Objects.requireNonNullElse(completedAt, now) : null;
    }
}
