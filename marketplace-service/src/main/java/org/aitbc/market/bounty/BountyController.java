package org.aitbc.market.bounty;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.money.Holds;
import org.aitbc.market.money.Terms;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/bounties")
@Tag(name = "bounties")
class BountyController {

    private final Bounties bounties;
    private final Submissions submissions;
    private final JudgeBounty judgeBounty;
    private final Holds holds;
    private final BountySettings settings;

    BountyController(
            Bounties bounties, Submissions submissions, JudgeBounty judgeBounty, Holds holds, BountySettings settings) {
        this.bounties = bounties;
        this.submissions = submissions;
        this.judgeBounty = judgeBounty;
        this.holds = holds;
        this.settings = settings;
    }

    /** @param verifierAddress for older clients: who is recorded is the caller */
    record BountyVerificationRequest(
            @Nullable UUID bountyId,
            @NotNull UUID submissionId,
            @NotNull Boolean verified,
            @Nullable @Size(max = 200) String verifierAddress,
            @Nullable @Size(max = 1000) String verificationNotes) {}

    record BountyDisputeRequest(
            @Nullable UUID bountyId,
            @NotNull UUID submissionId,
            @NotNull @Size(min = 10, max = 1000) String disputeReason) {}

    record Done(String message) {}

    @PostMapping
    @Operation(summary = "Offer a bounty: the reward and the fees are held until it is won or expires")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "402", description = "Too little is available.", content = @Content)
    Bounty create(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody BountyCreateRequest body) {
        return holds.deal(
                caller,
                key,
                "bounty.create",
                body,
                Bounty.class,
                () -> terms(caller, body),
                hold -> bounties.create(hold, caller, body));
    }

    private Terms terms(Caller caller, BountyCreateRequest body) {
        BigDecimal reward = body.rewardAmount();
        if (reward.compareTo(body.tierOrBronze().minimum()) < 0) {
            throw new Invalid(
                    "VALIDATION_ERROR",
                    "reward_amount: tier " + body.tierOrBronze().text() + " asks for at least "
                            + body.tierOrBronze().minimum());
        }
        return new Terms(
                "bounty.hold",
                "bounty",
                caller.subject(),
                reward.add(BountySettings.of(reward, settings.creationFee()))
                        .add(BountySettings.of(reward, settings.successFee()))
                        .add(BountySettings.of(reward, settings.platformFee())),
                Currency.AITBC);
    }

    @GetMapping
    @Operation(summary = "Bounties, newest first")
    List<Bounty> list(@Valid @ParameterObject BountyFilter filter) {
        return bounties.list(filter, filter.creatorId());
    }

    @GetMapping("/search")
    @Operation(summary = "Bounties that have the text in title, description or a tag")
    List<Bounty> search(@Valid @ParameterObject BountyFilter filter) {
        return bounties.list(filter, filter.creatorId());
    }

    @GetMapping("/my/created")
    @Operation(summary = "The bounties that the caller offers")
    List<Bounty> mine(Caller caller, @Valid @ParameterObject BountyFilter filter) {
        return bounties.list(filter, caller.subject());
    }

    @GetMapping("/my/submissions")
    @Operation(summary = "What the caller has handed in")
    List<Submission> handedIn(
            Caller caller,
            @RequestParam(required = false) @Nullable SubmissionStatus status,
            @RequestParam(defaultValue = "1") @Min(1) @Max(1_000_000) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        return submissions.by(caller.subject(), status, limit, (page - 1) * limit);
    }

    @GetMapping("/{bountyId}")
    @Operation(summary = "A bounty")
    Bounty bounty(@PathVariable UUID bountyId) {
        return bounties.require(bountyId);
    }

    @PostMapping("/{bountyId}/submit")
    @Operation(summary = "Hand in a submission, one for each submitter")
    Submission submit(Caller caller, @PathVariable UUID bountyId, @Valid @RequestBody BountySubmissionRequest body) {
        requireSame(bountyId, body.bountyId());
        return judgeBounty.submit(caller, bountyId, body);
    }

    @GetMapping("/{bountyId}/submissions")
    @Operation(summary = "What was handed in, oldest first, for the creator or an admin")
    List<Submission> submissions(
            Caller caller,
            @PathVariable UUID bountyId,
            @RequestParam(defaultValue = "1") @Min(1) @Max(1_000_000) int page,
            @RequestParam(defaultValue = "100") @Min(1) @Max(100) int limit) {
        if (!bounties.require(bountyId).creatorId().equals(caller.subject()) && !caller.isAdmin()) {
            throw new Forbidden("NOT_AUTHORIZED_TO_VIEW_SUBMISSIONS", "only the creator of a bounty sees them");
        }
        return submissions.of(bountyId, limit, (page - 1) * limit);
    }

    @PostMapping("/{bountyId}/verify")
    @Operation(
            summary = "Judge a submission: it wins, or is rejected",
            description = "For the creator; what is disputed is judged by an admin. The reward is paid a day later.")
    Done verify(Caller caller, @PathVariable UUID bountyId, @Valid @RequestBody BountyVerificationRequest body) {
        requireSame(bountyId, body.bountyId());
        judgeBounty.judge(caller, bountyId, body.submissionId(), body.verified(), body.verificationNotes());
        return new Done(body.verified() ? "Submission verified" : "Submission rejected");
    }

    @PostMapping("/{bountyId}/dispute")
    @Operation(
            summary = "Dispute a judgement within a day",
            description = "The caller's own rejection, or another's victory; an admin decides by judging it again.")
    Done dispute(Caller caller, @PathVariable UUID bountyId, @Valid @RequestBody BountyDisputeRequest body) {
        requireSame(bountyId, body.bountyId());
        judgeBounty.dispute(caller, bountyId, body.submissionId(), body.disputeReason());
        return new Done("Dispute submitted");
    }

    @PostMapping("/{bountyId}/expire")
    @Operation(summary = "End a bounty that nobody has won by its deadline; the reward goes back")
    Done expire(Caller caller, @PathVariable UUID bountyId) {
        judgeBounty.expire(caller, bountyId);
        return new Done("Bounty expired");
    }

    private static void requireSame(UUID path, @Nullable UUID body) {
        if (body != null && !body.equals(path)) {
            throw new Invalid("VALIDATION_ERROR", "bounty_id: is another than that of the path");
        }
    }
}
