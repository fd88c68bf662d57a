package org.aitbc.market.bounty;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.market.money.Holds;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of a bounty. The creator judges; a submitter may dispute a judgement for a day, and then an admin decides;
 * the money moves when nobody can object any more.
 */
@Component
class JudgeBounty {

    /** Who judged where the creator did not. */
    private static final String NOBODY = "auto";

    private final Bounties bounties;
    private final Submissions submissions;
    private final Holds holds;
    private final BountySettings settings;

    JudgeBounty(Bounties bounties, Submissions submissions, Holds holds, BountySettings settings) {
        this.bounties = bounties;
        this.submissions = submissions;
        this.holds = holds;
        this.settings = settings;
    }

    @Transactional
    public Submission submit(Caller caller, UUID id, BountySubmissionRequest request) {
        Bounty bounty = bounties.lock(id);
        if (bounty.creatorId().equals(caller.subject())) {
            throw new Forbidden("OWN_BOUNTY", "the creator of a bounty cannot win it");
        }
        if (!bounty.isOpen()) {
            throw new Conflict(
                    bounty.status() == BountyStatus.ACTIVE ? "BOUNTY_DEADLINE_HAS_PASSED" : "BOUNTY_IS_NOT_ACTIVE",
                    "the bounty takes no submissions any more");
        }
        if (bounty.submissionCount() >= bounty.maxSubmissions()) {
            throw new Conflict("BOUNTY_IS_FULL", "the bounty has all the submissions it takes");
        }
        if (bounty.requiresZkProof() && request.zkProof() == null) {
            throw new Invalid("ZK_PROOF_REQUIRED", "zk_proof: this bounty asks for one");
        }
        bounties.countSubmission(id);
        return submissions.create(id, caller.subject(), request);
    }

    /** The creator's judgement, or an admin's, which alone ends a dispute. */
    @Transactional
    public void judge(Caller caller, UUID id, UUID submissionId, boolean verified, @Nullable String notes) {
        Bounty bounty = bounties.lock(id).unsettled();
        if (!caller.isAdmin() && !bounty.creatorId().equals(caller.subject())) {
            throw new Forbidden("NOT_YOUR_BOUNTY", "only the creator of a bounty judges its submissions");
        }
        Submission submission = submissions.require(id, submissionId);
        boolean disputed = submission.status() == SubmissionStatus.DISPUTED;
        if (disputed && !caller.isAdmin()) {
            throw new Forbidden("DISPUTED", "an admin decides about what is disputed");
        }
        if (!disputed && (bounty.status() != BountyStatus.ACTIVE || submission.status() != SubmissionStatus.PENDING)) {
            throw new Conflict("ALREADY_JUDGED", "the bounty or this submission was judged before");
        }
        if (disputed) {
            // a bounty takes one dispute at a time: all others had to wait
            submissions.disputeAnew(submission.id(), settings.disputing().toSeconds());
        }
        if (verified) {
            win(bounty, submission, caller.subject(), notes);
        } else {
            submissions.judge(submission.id(), SubmissionStatus.REJECTED, caller.subject(), notes);
            if (disputed) {
                standAgain(bounty, submission);
            }
        }
    }

    private void win(Bounty bounty, Submission submission, String verifier, @Nullable String notes) {
        if (submission.accuracy().compareTo(bounty.minAccuracy()) < 0) {
            throw new Conflict("ACCURACY_TOO_LOW", "the bounty asks for an accuracy of " + bounty.minAccuracy());
        }
        if (bounty.maxResponseTime() != null
                && Objects.requireNonNullElse(submission.responseTime(), 0) > bounty.maxResponseTime()) {
            throw new Conflict("TOO_SLOW", "the bounty asks for a response time of " + bounty.maxResponseTime());
        }
        String before = bounty.winningSubmissionId();
        if (before != null && !before.equals(submission.submissionId())) {
            submissions.judge(
                    submissions.require(bounty.id(), Ids.parse(before)).id(),
                    SubmissionStatus.REJECTED,
                    verifier,
                    "another submission won the dispute");
        }
        submissions.judge(submission.id(), SubmissionStatus.VERIFIED, verifier, notes);
        bounties.become(bounty.id(), BountyStatus.COMPLETED, submission.id());
    }

    /** After a dispute that changed nothing for another's victory, or left none. */
    private void standAgain(Bounty bounty, Submission rejected) {
        String winner = bounty.winningSubmissionId();
        if (winner == null || winner.equals(rejected.submissionId())) {
            bounties.become(bounty.id(), BountyStatus.ACTIVE, null);
        } else {
            bounties.become(bounty.id(), BountyStatus.COMPLETED, Ids.parse(winner));
        }
    }

    @Transactional
    public void dispute(Caller caller, UUID id, UUID submissionId, String reason) {
        Bounty bounty = bounties.lock(id).unsettled();
        Submission submission = submissions.require(id, submissionId);
        boolean own = submission.submitterAddress().equals(caller.subject());
        if (!submissions.hasSubmitted(id, caller.subject())) {
            throw new Forbidden("NOT_A_SUBMITTER", "only who handed in a submission may dispute a judgement");
        }
        if (own != (submission.status() == SubmissionStatus.REJECTED)) {
            throw new Conflict("NOT_DISPUTABLE", "your own rejection can be disputed, or another's victory");
        }
        if (bounty.status() == BountyStatus.DISPUTED) {
            throw new Conflict("DISPUTE_OPEN", "another dispute of this bounty has not been decided yet");
        }
        if (!submissions.dispute(submissionId, reason, settings.disputing().toSeconds())) {
            throw new Conflict("TOO_LATE", "the judgement can be disputed no more");
        }
        String winner = bounty.winningSubmissionId();
        bounties.become(id, BountyStatus.DISPUTED, winner == null ? null : Ids.parse(winner));
    }

    /** Ends a bounty that nobody has won, at its creator's wish. */
    @Transactional
    public void expire(Caller caller, UUID id) {
        Bounty bounty = bounties.lock(id);
        if (!caller.isAdmin() && !bounty.creatorId().equals(caller.subject())) {
            throw new Forbidden("NOT_AUTHORIZED_TO_EXPIRE_BOUNTY", "only the creator of a bounty ends it");
        }
        if (bounty.status() != BountyStatus.ACTIVE) {
            throw new Conflict("BOUNTY_IS_NOT_ACTIVE", "the bounty has ended, or is disputed");
        }
        if (bounty.isOpen()) {
            throw new Conflict("BOUNTY_DEADLINE_HAS_NOT_PASSED", "submissions may still come in");
        }
        if (submissions.unjudged(bounty).isPresent()) {
            throw new Conflict("SUBMISSIONS_NOT_JUDGED", "a submission claims enough to win; judge it first");
        }
        if (!endUnwon(bounty)) {
            throw new Conflict("JUDGEMENT_DISPUTABLE", "a rejection can still be disputed");
        }
    }

    /** What time does to a bounty that is not settled: for the sweep, which has found that it is due. */
    @Transactional
    public void passTime(UUID id) {
        Bounty bounty = bounties.lock(id);
        if (bounty.settledAt() != null) {
            return;
        }
        switch (bounty.status()) {
            case ACTIVE ->
                submissions
                        .unjudged(bounty)
                        .ifPresentOrElse(claim -> win(bounty, claim, NOBODY, null), () -> endUnwon(bounty));
            case COMPLETED ->
                settle(
                        bounty,
                        "bounty.reward",
                        Stream.of(
                                new Share(Objects.requireNonNull(bounty.winnerAddress()), bounty.rewardAmount(), false),
                                fees(bounty.creationFee()
                                        .add(bounty.successFee())
                                        .add(bounty.platformFee()))));
            case CREATED, SUBMITTED, VERIFIED, EXPIRED, DISPUTED -> {}
        }
    }

    private boolean endUnwon(Bounty bounty) {
        if (submissions.hasDisputable(bounty.id(), settings.disputing().toSeconds())) {
            return false;
        }
        bounties.become(bounty.id(), BountyStatus.EXPIRED, null);
        settle(bounty, "bounty.refund", Stream.of(fees(bounty.creationFee())));
        return true;
    }

    private void settle(Bounty bounty, String kind, Stream<Share> shares) {
        List<Share> paid = shares.filter(share -> share.amount().signum() > 0).toList();
        holds.decide(bounty.id(), kind, paid);
        bounties.settle(bounty.id());
    }

    private static Share fees(BigDecimal amount) {
        return new Share(MoneyHolds.NETWORK, amount, false);
    }
}
