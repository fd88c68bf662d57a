package org.aitbc.market.bounty;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.bounty.Bounty.*;
import org.aitbc.market.bounty.Submission.BountySubmissionRequest;
import org.aitbc.market.bounty.Submission.Verdict;
import org.aitbc.starter.jpa.Store;
import org.aitbc.starter.jpa.Where;
import org.aitbc.starter.paging.PageNumber;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.PageRequest;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/bounties")
@Tag(name = "bounties")
record BountyController(Bounties bounties, Submissions submissions, ManageBounties manageBounties) {

    /** @param query in title, description or a tag, in any case */
    record Filter(
            @Nullable Status status,
            @Nullable Tier tier,

            @BindParam("creator_id") @Parameter(name = "creator_id") @Nullable
            String creatorId,

            @Nullable String category,

            @BindParam("min_reward")
            @Parameter(name = "min_reward")
            @Nullable
            @PositiveOrZero
            @Digits(integer = 15, fraction = 8)
            BigDecimal minReward,

            @BindParam("max_reward")
            @Parameter(name = "max_reward")
            @Nullable
            @PositiveOrZero
            @Digits(integer = 15, fraction = 8)
            BigDecimal maxReward,

            @BindParam("deadline_before") @Parameter(name = "deadline_before") @Nullable
            OffsetDateTime deadlineBefore,

            @BindParam("deadline_after") @Parameter(name = "deadline_after") @Nullable
            OffsetDateTime deadlineAfter,

            @BindParam("requires_zk_proof") @Parameter(name = "requires_zk_proof") @Nullable
            Boolean requiresZkProof,

            @Nullable List<String> tags,
            @Nullable String query) {}

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
            @RequestHeader(IdempotencyHeader.NAME) @Nullable String key,
            @Valid @RequestBody BountyCreateRequest offer) {
        return manageBounties.create(caller, key, offer);
    }

    @GetMapping
    @Operation(summary = "Bounties, newest first")
    List<Bounty> list(@Valid @ParameterObject Filter filter, @Valid @ParameterObject PageNumber page) {
        return find(filter, filter.creatorId, page);
    }

    @GetMapping("/search")
    @Operation(summary = "Bounties that have the text in title, description or a tag")
    List<Bounty> search(@Valid @ParameterObject Filter filter, @Valid @ParameterObject PageNumber page) {
        return find(filter, filter.creatorId, page);
    }

    @GetMapping("/my/created")
    @Operation(summary = "The bounties that the caller offers")
    List<Bounty> mine(Caller caller, @Valid @ParameterObject Filter filter, @Valid @ParameterObject PageNumber page) {
        return find(filter, caller.subject(), page);
    }

    @GetMapping("/my/submissions")
    @Operation(summary = "What the caller has handed in")
    List<Submission> handedIn(
            Caller caller, @RequestParam @Nullable Verdict status, @Valid @ParameterObject PageNumber page) {
        return submissions.findBySubmitter(caller.subject(), status, Store.newestFirst(page));
    }

    @GetMapping("/{bountyId}")
    @Operation(summary = "A bounty")
    Bounty bounty(@PathVariable UUID bountyId) {
        return bounties.require(bountyId);
    }

    @PostMapping("/{bountyId}/submit")
    @Operation(summary = "Hand in a submission, one for each submitter")
    Submission submit(Caller caller, @PathVariable UUID bountyId, @Valid @RequestBody BountySubmissionRequest claim) {
        requireSame(bountyId, claim.bountyId());
        return manageBounties.submit(caller, bountyId, claim);
    }

    @GetMapping("/{bountyId}/submissions")
    @Operation(summary = "What was handed in, oldest first, for the creator or an admin")
    List<Submission> submissions(
            Caller caller,
            @PathVariable UUID bountyId,
            @RequestParam(defaultValue = "1") @Min(1) @Max(1_000_000) int page,
            @RequestParam(defaultValue = "100") @Min(1) @Max(100) int limit) {
        caller.requireOwner(
                bounties.require(bountyId).creatorId,
                "NOT_AUTHORIZED_TO_VIEW_SUBMISSIONS",
                "only the creator of a bounty sees them");
        return submissions.findByBountyIdOrderById(bountyId, PageRequest.of(page - 1, limit));
    }

    @PostMapping("/{bountyId}/verify")
    @Operation(summary = "Judge a submission, as creator or, of a dispute, as admin; the reward is paid a day later")
    Done verify(Caller caller, @PathVariable UUID bountyId, @Valid @RequestBody BountyVerificationRequest body) {
        requireSame(bountyId, body.bountyId);
        manageBounties.judge(caller, bountyId, body.submissionId, body.verified, body.verificationNotes);
        return new Done(body.verified ? "Submission verified" : "Submission rejected");
    }

    @PostMapping("/{bountyId}/dispute")
    @Operation(
            summary = "Dispute one's rejection, or another's victory, within a day; an admin decides by judging again")
    Done dispute(Caller caller, @PathVariable UUID bountyId, @Valid @RequestBody BountyDisputeRequest body) {
        requireSame(bountyId, body.bountyId);
        manageBounties.dispute(caller, bountyId, body.submissionId, body.disputeReason);
        return new Done("Dispute submitted");
    }

    @PostMapping("/{bountyId}/expire")
    @Operation(summary = "End a bounty that nobody has won by its deadline; the reward goes back")
    Done expire(Caller caller, @PathVariable UUID bountyId) {
        manageBounties.expire(caller, bountyId);
        return new Done("Bounty expired");
    }

    private List<Bounty> find(Filter filter, @Nullable String creator, PageNumber page) {
        Where<Bounty> where = new Where<Bounty>()
                .equal("status", filter.status)
                .equal("offer.tier", filter.tier)
                .equal("creatorId", creator)
                .equal("offer.category", filter.category)
                .atLeast("offer.rewardAmount", filter.minReward)
                .atMost("offer.rewardAmount", filter.maxReward)
                .atMost("offer.deadline", filter.deadlineBefore)
                .atLeast("offer.deadline", filter.deadlineAfter)
                .equal("offer.requiresZkProof", filter.requiresZkProof)
                .hasAny("offer.tags", filter.tags)
                .contains(filter.query, "offer.title", "offer.description", "offer.tags");
        return bounties.page(page, where);
    }

    private static void requireSame(UUID path, @Nullable UUID body) {
        Invalid.when(
                body != null && !body.equals(path), "VALIDATION_ERROR", "bounty_id: is another than that of the path");
    }
}
