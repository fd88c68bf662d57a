package org.aitbc.market.bounty;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.json.RawJson;
import org.aitbc.market.bounty.Bounties.Filter;
import org.aitbc.market.bounty.Bounty.BountyCreateRequest;
import org.aitbc.market.bounty.Submission.*;
import org.aitbc.starter.deal.Deals;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.jpa.Store;
import org.aitbc.starter.paging.*;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/bounties")
@Tag(name = "bounties")
record BountyController(
        Bounties bounties, Submissions submissions, ManageBounties manageBounties, Deals deals, JdbcClient jdbc) {

    enum Period {
        DAILY(1),
        WEEKLY(7),
        MONTHLY(30);

        private final int days;

        Period(int days) {
            this.days = days;
        }
    }

    /**
     * @param address principal of the solver
     * @param submissions number of submissions
     * @param avgAccuracy percent, as claimed
     */
    record Rank(
            int rank,
            String address,
            int submissions,
            @Nullable BigDecimal avgAccuracy,
            BigDecimal totalRewards) {}

    /**
     * @param totalBounties of all states
     * @param activeBounties that take submissions or are to be judged
     * @param completedBounties that were won
     * @param expiredBounties that nobody won in time
     * @param disputedBounties whose judgement is objected to
     * @param totalValueLocked AITBC of rewards that are still held
     * @param totalRewardsPaid AITBC
     * @param totalFeesCollected AITBC
     * @param averageReward AITBC
     * @param successRate completed of ended ones, in percent
     * @param averageCompletionTime hours from offer to victory
     * @param averageAccuracy percent, as claimed by winners
     * @param uniqueCreators number of principals
     * @param uniqueSubmitters number of principals
     * @param totalSubmissions number of submissions
     * @param tierDistribution number of bounties, by tier
     */
    record BountyStats(
            int totalBounties,
            int activeBounties,
            int completedBounties,
            int expiredBounties,
            int disputedBounties,
            BigDecimal totalValueLocked,
            BigDecimal totalRewardsPaid,
            BigDecimal totalFeesCollected,
            BigDecimal averageReward,
            BigDecimal successRate,
            @Nullable BigDecimal averageCompletionTime,
            @Nullable BigDecimal averageAccuracy,
            int uniqueCreators,
            int uniqueSubmitters,
            int totalSubmissions,
            RawJson tierDistribution) {}

    /**
     * @param tag as creators wrote it
     * @param count number of bounties
     */
    record TagCount(String tag, int count) {}

    /**
     * @param categories as creators wrote them
     */
    record Categories(List<String> categories) {}

    /**
     * @param tags the most frequent first
     */
    record Tags(List<TagCount> tags) {}

    /**
     * @param verified whether the submission wins
     * @param verifierAddress for older clients: the caller is recorded
     */
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
    @TakesIdempotencyKey
    @Operation(summary = "Create a bounty: its reward and fees are held until it is won or expires")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "402", description = "Funds are insufficient.", content = @Content)
    Bounty create(Caller caller, @Valid @RequestBody BountyCreateRequest offer) {
        return deals.make("bounty.create", manageBounties, caller, offer);
    }

    @GetMapping({"", "/search"})
    @Operation(summary = "Bounties, newest first, also by text in title, description or tags")
    List<Bounty> list(@Valid @ParameterObject Filter filter, PageNumber page) {
        return bounties.find(filter, filter.creatorId(), page);
    }

    @GetMapping("/my/created")
    @Operation(summary = "Bounties that the caller created")
    List<Bounty> mine(Caller caller, @Valid @ParameterObject Filter filter, PageNumber page) {
        return bounties.find(filter, caller.subject(), page);
    }

    @GetMapping("/my/submissions")
    @Operation(summary = "Solutions that the caller submitted")
    List<Submission> submitted(Caller caller, @RequestParam @Nullable Verdict status, PageNumber page) {
        return submissions.findBySubmitter(caller.subject(), status, Store.newestFirst(page));
    }

    @GetMapping("/leaderboard")
    @Operation(summary = "Winners of the most rewards in the last day, week or 30 days")
    List<Rank> leaderboard(
            @RequestParam(defaultValue = "weekly") Period period,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        return jdbc.sql("""
            select row_number() over (order by sum(won) desc, count(*) desc, submitter) as rank, submitter as address,
              count(*) as submissions, round(avg(accuracy), 4) as avg_accuracy, sum(won) as total_rewards
            from (select s.submitter, s.accuracy,
                    case when b.winning_submission_id = s.id and b.settled_at is not null then b.reward_amount else 0 end as won
                  from marketplace.submission s join marketplace.bounty b on b.id = s.bounty_id
                  where s.submission_time > now() - make_interval(days => ?)) s
            group by submitter order by 1 limit ?\
            """).params(period.days, limit).query(Rank.class).list();
    }

    @GetMapping("/stats")
    @Operation(summary = "Statistics of bounties created in the last day, week or 30 days")
    BountyStats stats(@RequestParam(defaultValue = "monthly") Period period) {
        return jdbc.sql("""
            with b as (select * from marketplace.bounty where creation_time > now() - make_interval(days => ?)),
                 s as (select s.* from marketplace.submission s join b on b.id = s.bounty_id)
            select count(*) as total_bounties, count(*) filter (where status = 'active') as active_bounties,
              count(*) filter (where status = 'completed') as completed_bounties,
              count(*) filter (where status = 'expired') as expired_bounties,
              count(*) filter (where status = 'disputed') as disputed_bounties,
              coalesce(sum(reward_amount) filter (where settled_at is null), 0) as total_value_locked,
              coalesce(sum(reward_amount) filter (where status = 'completed' and settled_at is not null), 0) as total_rewards_paid,
              coalesce(sum(creation_fee + case when status = 'completed' then success_fee + platform_fee else 0 end)
                filter (where settled_at is not null), 0) as total_fees_collected,
              coalesce(round(avg(reward_amount), 8), 0) as average_reward,
              coalesce(round(100.0 * count(*) filter (where status = 'completed')
                / nullif(count(*) filter (where status in ('completed', 'expired')), 0), 2), 0) as success_rate,
              round(avg(extract(epoch from completed_at - creation_time)) / 3600, 4) as average_completion_time,
              (select round(avg(s.accuracy), 4) from s join b on b.winning_submission_id = s.id) as average_accuracy,
              count(distinct creator_id) as unique_creators, (select count(distinct submitter) from s) as unique_submitters,
              (select count(*) from s) as total_submissions,
              (select json_object_agg(tier, (select count(*) from b where b.tier = t.tier))::text
                from (values ('bronze'), ('gold'), ('platinum'), ('silver')) t (tier)) as tier_distribution
            from b\
            """).param(period.days).query(BountyStats.class).single();
    }

    @GetMapping("/categories")
    @Operation(summary = "Categories of bounties")
    Categories categories() {
        return new Categories(jdbc.sql("""
            select distinct category from marketplace.bounty
            where category is not null order by 1 limit 1000\
            """).query(String.class).list());
    }

    @GetMapping("/tags")
    @Operation(summary = "Tags of bounties, most used first")
    Tags tags(@RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        return new Tags(jdbc.sql("""
            select tag, count(*) as count from marketplace.bounty, unnest(tags) tag
            group by tag order by 2 desc, 1 limit ?\
            """).param(limit).query(TagCount.class).list());
    }

    @GetMapping("/{bountyId}")
    @Operation(summary = "A bounty")
    Bounty bounty(@PathVariable UUID bountyId) {
        return bounties.require(bountyId);
    }

    @PostMapping("/{bountyId}/submit")
    @Operation(summary = "Submit a solution (one per user)")
    Submission submit(Caller caller, @PathVariable UUID bountyId, @Valid @RequestBody BountySubmissionRequest claim) {
        requireSame(bountyId, claim.bountyId());
        return manageBounties.submit(caller, bountyId, claim);
    }

    @GetMapping("/{bountyId}/submissions")
    @Operation(summary = "Solutions submitted for a bounty, oldest first; for its creator or an admin")
    List<Submission> submissions(
            Caller caller, @PathVariable UUID bountyId, @PageLimits(max = 100, value = 100) PageNumber page) {
        String creator = bounties.require(bountyId).creatorId;
        caller.requireOwner(creator, "NOT_AUTHORIZED_TO_VIEW_SUBMISSIONS", "only a bounty's creator sees them");
        return submissions.findByBountyIdOrderById(bountyId, PageRequest.of(page.page() - 1, page.limit()));
    }

    @PostMapping("/{bountyId}/verify")
    @Operation(
            summary =
                    "Accept or reject a solution as creator, or decide a dispute as admin; the reward is paid a day later")
    Done verify(Caller caller, @PathVariable UUID bountyId, @Valid @RequestBody BountyVerificationRequest body) {
        requireSame(bountyId, body.bountyId);
        manageBounties.judge(caller, bountyId, body.submissionId, body.verified, body.verificationNotes);
        return new Done(body.verified ? "Submission verified" : "Submission rejected");
    }

    @PostMapping("/{bountyId}/dispute")
    @Operation(summary = "Dispute one's own rejection or another's victory within a day; an admin decides")
    Done dispute(Caller caller, @PathVariable UUID bountyId, @Valid @RequestBody BountyDisputeRequest body) {
        requireSame(bountyId, body.bountyId);
        manageBounties.dispute(caller, bountyId, body.submissionId, body.disputeReason);
        return new Done("Dispute submitted");
    }

    @PostMapping("/{bountyId}/expire")
    @Operation(summary = "End a bounty that nobody won by its deadline; the reward is refunded")
    Done expire(Caller caller, @PathVariable UUID bountyId) {
        manageBounties.expire(caller, bountyId);
        return new Done("Bounty expired");
    }

    private static void requireSame(UUID path, @Nullable UUID body) {
        Invalid.when(
                body != null && !body.equals(path), "VALIDATION_ERROR", "bounty_id: is another than that of the path");
    }
}
