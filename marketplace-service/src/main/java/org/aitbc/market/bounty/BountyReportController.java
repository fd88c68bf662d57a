package org.aitbc.market.bounty;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.List;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

/** Figures of all bounties. */
@RestController
@RequestMapping("/v1/bounties")
@Tag(name = "bounties")
record BountyReportController(JdbcClient jdbc) {

    /** The days that end now. */
    enum Period {
        DAILY(1),
        WEEKLY(7),
        MONTHLY(30);

        private final int days;

        Period(int days) {
            this.days = days;
        }
    }

    /** @param avgAccuracy percent, as claimed */
    record Rank(
            int rank,
            String address,
            int submissions,
            @Nullable BigDecimal avgAccuracy,
            BigDecimal totalRewards) {}

    /**
     * @param totalValueLocked AITBC of rewards that are still held
     * @param successRate completed of ended ones, in percent
     * @param averageCompletionTime hours from offer to victory
     * @param averageAccuracy percent, as claimed by winners
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

    record TagCount(String tag, int count) {}

    record Categories(List<String> categories) {}

    record Tags(List<TagCount> tags) {}

    @GetMapping("/leaderboard")
    @Operation(summary = "Who won most in the last day, week or 30 days")
    List<Rank> leaderboard(
            @RequestParam(defaultValue = "weekly") Period period,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        return jdbc.sql("""
            select row_number() over (order by sum(won) desc, count(*) desc, submitter) as rank, submitter as address,
              count(*) as submissions, trim_scale(round(avg(accuracy), 4)) as avg_accuracy, trim_scale(sum(won)) as total_rewards
            from (select s.submitter, s.accuracy,
                    case when b.winning_submission_id = s.id and b.settled_at is not null then b.reward_amount else 0 end as won
                  from marketplace.submission s join marketplace.bounty b on b.id = s.bounty_id
                  where s.submission_time > now() - make_interval(days => ?)) s
            group by submitter order by 1 limit ?\
            """).params(period.days, limit).query(Rank.class).list();
    }

    @GetMapping("/stats")
    @Operation(summary = "Figures of the bounties offered in the last day, week or 30 days")
    BountyStats stats(@RequestParam(defaultValue = "monthly") Period period) {
        return jdbc.sql("""
            with b as (select * from marketplace.bounty where creation_time > now() - make_interval(days => ?)),
                 s as (select s.* from marketplace.submission s join b on b.id = s.bounty_id)
            select count(*) as total_bounties,
              count(*) filter (where status = 'active') as active_bounties,
              count(*) filter (where status = 'completed') as completed_bounties,
              count(*) filter (where status = 'expired') as expired_bounties,
              count(*) filter (where status = 'disputed') as disputed_bounties,
              trim_scale(coalesce(sum(reward_amount) filter (where settled_at is null), 0)) as total_value_locked,
              trim_scale(coalesce(sum(reward_amount) filter (where status = 'completed' and settled_at is not null), 0))
                as total_rewards_paid,
              trim_scale(coalesce(sum(creation_fee + case when status = 'completed' then success_fee + platform_fee else 0 end)
                filter (where settled_at is not null), 0)) as total_fees_collected,
              trim_scale(coalesce(round(avg(reward_amount), 8), 0)) as average_reward,
              trim_scale(coalesce(round(100.0 * count(*) filter (where status = 'completed')
                / nullif(count(*) filter (where status in ('completed', 'expired')), 0), 2), 0)) as success_rate,
              trim_scale(round(avg(extract(epoch from completed_at - creation_time)) / 3600, 4)) as average_completion_time,
              (select trim_scale(round(avg(s.accuracy), 4)) from s join b on b.winning_submission_id = s.id) as average_accuracy,
              count(distinct creator_id) as unique_creators,
              (select count(distinct submitter) from s) as unique_submitters,
              (select count(*) from s) as total_submissions,
              (select json_object_agg(tier, (select count(*) from b where b.tier = t.tier))::text
                from (values ('bronze'), ('gold'), ('platinum'), ('silver')) t (tier)) as tier_distribution
            from b\
            """).param(period.days).query(BountyStats.class).single();
    }

    @GetMapping("/categories")
    @Operation(summary = "The categories that bounties have")
    Categories categories() {
        return new Categories(jdbc.sql("""
            select distinct category from marketplace.bounty
            where category is not null order by 1 limit 1000\
            """).query(String.class).list());
    }

    @GetMapping("/tags")
    @Operation(summary = "The tags that bounties have, the most used first")
    Tags tags(@RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        return new Tags(jdbc.sql("""
            select tag, count(*) as count from marketplace.bounty, unnest(tags) tag
            group by tag order by 2 desc, 1 limit ?\
            """).param(limit).query(TagCount.class).list());
    }
}
