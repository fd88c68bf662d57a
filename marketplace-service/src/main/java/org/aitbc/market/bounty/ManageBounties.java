package org.aitbc.market.bounty;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.market.bounty.Bounty.*;
import org.aitbc.market.bounty.Submission.*;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.deal.*;
import org.aitbc.starter.parameter.Parameters;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.*;

/**
 * What becomes of a bounty. The creator judges; a submitter may dispute a judgement for a day, and then an admin decides;
 * the money moves when nobody can object any more.
 */
@Service
@Transactional
class ManageBounties implements Deal<BountyCreateRequest, Bounty> {

    /** After the deadline, how long the creator may judge what came in. */
    private static final Duration JUDGING = Duration.ofDays(1);
    /** Who judged where the creator did not. */
    private static final String NOBODY = "auto";

    private final Bounties bounties;
    private final Submissions submissions;
    private final Deals deals;
    private final DatabaseClock clock;
    private final Sweeps sweeps;
    private final JdbcClient jdbc;
    private final Supplier<BigDecimal> creationFee;
    private final Supplier<BigDecimal> successFee;
    private final Duration disputing;

    /** @param disputing how long a judgement may be disputed; the reward is paid after it */
    ManageBounties(
            Bounties bounties,
            Submissions submissions,
            Deals deals,
            DatabaseClock clock,
            Sweeps sweeps,
            JdbcClient jdbc,
            Parameters parameters,
            @Value("${aitbc.market.bounty.disputing:1d}") Duration disputing) {
        this.bounties = bounties;
        this.submissions = submissions;
        this.deals = deals;
        this.clock = clock;
        this.sweeps = sweeps;
        this.jdbc = jdbc;
        this.creationFee = parameters.use(Parameter.BOUNTY_CREATION_FEE, new BigDecimal("0.005"));
        this.successFee = parameters.use(Parameter.BOUNTY_SUCCESS_FEE, new BigDecimal("0.02"));
        this.disputing = disputing;
    }

    @Override
    public HoldTerms terms(Caller caller, BountyCreateRequest offer) {
        return new HoldTerms("bounty.hold", "bounty", caller.subject(), offer.worth(fees(offer)), Currency.AITBC);
    }

    private Fees fees(BountyCreateRequest offer) {
        return Fees.of(offer.rewardAmount(), creationFee.get(), successFee.get());
    }

    @Override
    public Bounty create(UUID hold, Caller caller, BountyCreateRequest offer) {
        Fees fees = fees(offer);
        boolean changed = held(hold).compareTo(offer.worth(fees)) != 0;
        Conflict.when(changed, "FEES_CHANGED", "the fees have just changed; repeat the request");
        return bounties.save(new Bounty(hold, caller.subject(), offer, fees, clock.now()));
    }

    private BigDecimal held(UUID hold) {
        return jdbc.sql("select amount from marketplace.hold where id = ?")
                .param(hold)
                .query(BigDecimal.class)
                .single();
    }

    Submission submit(Caller caller, UUID id, BountySubmissionRequest claim) {
        bounties.lock(id).accept(claim, caller.subject());
        return submissions.save(new Submission(id, caller.subject(), claim, clock.now()));
    }

    /** The creator's judgement, or an admin's, which alone ends a dispute. */
    void judge(Caller caller, UUID id, UUID submissionId, boolean verified, @Nullable String notes) {
        Bounty bounty = unsettled(id);
        caller.requireOwner(bounty.creatorId, "NOT_YOUR_BOUNTY", "only the creator of a bounty judges its submissions");
        Submission submission = submissions.require(id, submissionId);
        boolean disputed = submission.status == Verdict.DISPUTED;
        Forbidden.when(disputed && !caller.isAdmin(), "DISPUTED", "an admin decides about what is disputed");
        boolean open = bounty.status == Status.ACTIVE && submission.status == Verdict.PENDING;
        Conflict.when(!disputed && !open, "ALREADY_JUDGED", "the bounty or this submission was judged before");
        Instant now = clock.now();
        if (disputed) {
            // a bounty takes one dispute at a time: all others had to wait
            Instant began = Objects.requireNonNull(submission.disputedAt);
            submissions.restartDisputeTime(id, submissionId, began.minus(disputing), now);
        }
        if (verified) {
            win(bounty, submission, caller.subject(), notes, now);
            return;
        }
        submission.judge(Verdict.REJECTED, caller.subject(), notes, now);
        if (disputed) {
            // another's victory stands; where this one had won, or none, all is open again
            UUID winner = submissionId.equals(bounty.winningSubmissionId) ? null : bounty.winningSubmissionId;
            bounty.transitionTo(winner == null ? Status.ACTIVE : Status.COMPLETED, winner, now);
        }
    }

    private void win(Bounty bounty, Submission submission, String verifier, @Nullable String notes, Instant now) {
        bounty.requireGoodEnough(submission.claim);
        UUID before = bounty.winningSubmissionId;
        if (before != null && !before.equals(submission.id())) {
            submissions.require(before).judge(Verdict.REJECTED, verifier, "another submission won the dispute", now);
        }
        submission.judge(Verdict.VERIFIED, verifier, notes, now);
        bounty.transitionTo(Status.COMPLETED, submission.id(), now);
    }

    void dispute(Caller caller, UUID id, UUID submissionId, String reason) {
        Bounty bounty = unsettled(id);
        Submission submission = submissions.require(id, submissionId);
        boolean own = submission.submitter.equals(caller.subject());
        boolean takesPart = submissions.existsByBountyIdAndSubmitter(id, caller.subject());
        Forbidden.when(!takesPart, "NOT_A_SUBMITTER", "only its submitters may dispute a judgement");
        boolean disputable = own == (submission.status == Verdict.REJECTED);
        Conflict.when(!disputable, "NOT_DISPUTABLE", "your own rejection can be disputed, or another's victory");
        boolean taken = bounty.status == Status.DISPUTED;
        Conflict.when(taken, "DISPUTE_OPEN", "another dispute of this bounty has not been decided yet");
        Instant now = clock.now();
        submission.dispute(reason, now.minus(disputing), now);
        bounty.transitionTo(Status.DISPUTED, bounty.winningSubmissionId, now);
    }

    /** Ends a bounty that nobody has won, at its creator's wish. */
    void expire(Caller caller, UUID id) {
        Bounty bounty = bounties.lock(id);
        caller.requireOwner(bounty.creatorId, "NOT_AUTHORIZED_TO_EXPIRE_BOUNTY", "only a bounty's creator ends it");
        Conflict.when(bounty.status != Status.ACTIVE, "BOUNTY_IS_NOT_ACTIVE", "the bounty has ended, or is disputed");
        Conflict.when(bounty.isOpen, "BOUNTY_DEADLINE_HAS_NOT_PASSED", "submissions may still come in");
        boolean waits = submissions.findUnjudged(id).isPresent();
        Conflict.when(waits, "SUBMISSIONS_NOT_JUDGED", "a submission claims enough to win; judge it first");
        Conflict.when(!endUnwon(bounty, clock.now()), "JUDGEMENT_DISPUTABLE", "a rejection can still be disputed");
    }

    /** Ends bounties that the creator has not judged in time, and pays those whose judgement stands. */
    @Scheduled(fixedDelayString = "${aitbc.market.bounty.look:500ms}")
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    void sweep() {
        sweeps.each("bounty", this::due, this::expireOrSettle);
    }

    private List<UUID> due() {
        Instant now = clock.now();
        return bounties.due(now.minus(JUDGING), now.minus(disputing));
    }

    private void expireOrSettle(UUID id) {
        Bounty bounty = bounties.lock(id);
        Instant now = clock.now();
        if (bounty.settledAt == null && bounty.status == Status.ACTIVE) {
            Optional<Submission> first = submissions.findUnjudged(id);
            first.ifPresentOrElse(claim -> win(bounty, claim, NOBODY, null, now), () -> endUnwon(bounty, now));
        } else if (bounty.settledAt == null && bounty.status == Status.COMPLETED) {
            String winner = Objects.requireNonNull(bounty.winnerAddress);
            Share reward = new Share(winner, bounty.offer.rewardAmount(), false);
            settle(bounty, "bounty.reward", Stream.of(reward, fees(bounty.fees.sum())), now);
        }
    }

    private boolean endUnwon(Bounty bounty, Instant now) {
        if (submissions.isRejectionDisputable(bounty.id(), now.minus(disputing))) {
            return false;
        }
        bounty.transitionTo(Status.EXPIRED, null, now);
        settle(bounty, "bounty.refund", Stream.of(fees(bounty.fees.creationFee())), now);
        return true;
    }

    private void settle(Bounty bounty, String kind, Stream<Share> shares, Instant now) {
        List<Share> paid = shares.filter(share -> share.amount().signum() > 0).toList();
        deals.decide(bounty.id(), kind, paid);
        bounty.settledAt = now;
    }

    private static Share fees(BigDecimal amount) {
        return new Share(MoneyHolds.NETWORK, amount, false);
    }

    /** Nothing of a bounty changes once its money is on its way. */
    private Bounty unsettled(UUID id) {
        Bounty bounty = bounties.lock(id);
        Conflict.when(bounty.settledAt != null, "BOUNTY_SETTLED", "the money of this bounty was paid");
        return bounty;
    }
}
