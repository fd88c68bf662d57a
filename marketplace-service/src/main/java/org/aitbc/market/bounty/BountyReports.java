package org.aitbc.market.bounty;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Figures of all bounties. */
@Component
class BountyReports {

    private final JdbcClient jdbc;

    BountyReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A submitter of the period.
     *
     * @param avgAccuracy percent, as claimed
     * @param totalRewards AITBC that were won
     */
    record Rank(
            int rank,
            String address,
            int submissions,
            @Nullable BigDecimal avgAccuracy,
            BigDecimal totalRewards) {}

    /**
     * Of bounties that were offered in the period.
     *
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
            Map<String, Integer> tierDistribution) {}

    record TagCount(String tag, int count) {}

    List<Rank> leaderboard(Period period, int most) {
        return jdbc.sql("""
                        select row_number() over (order by sum(won) desc, count(*) desc, submitter)::int, submitter, count(*)::int,
                               round(avg(accuracy), 4), sum(won)
                        from (select s.submitter, s.accuracy, case when b.winner = s.id and b.settled_at is not null then b.reward else 0 end as won
                              from marketplace.submission s join marketplace.bounty b on b.id = s.bounty_id
                              where s.submitted_at > now() - make_interval(days => ?)) s
                        group by submitter order by 1 limit ?""")
                .params(period.days(), most)
                .query((row, _) -> new Rank(
                        row.getInt(1),
                        row.getString(2),
                        row.getInt(3),
                        Rows.amountOrNull(row, "round"),
                        Rows.amount(row, "sum")))
                .list();
    }

    BountyStats stats(Period period) {
        Map<String, Integer> tiers = new TreeMap<>();
        for (BountyTier tier : BountyTier.values()) {
            tiers.put(tier.text(), 0);
        }
        jdbc.sql(
                        "select tier, count(*) from marketplace.bounty where created_at > now() - make_interval(days => ?) group by tier")
                .param(period.days())
                .query(row -> {
                    tiers.put(row.getString(1), row.getInt(2));
                });
        return jdbc.sql("""
                        with b as (select * from marketplace.bounty where created_at > now() - make_interval(days => :days)),
                             s as (select s.* from marketplace.submission s join b on b.id = s.bounty_id)
                        select count(*) as total,
                          count(*) filter (where status = 'active') as active, count(*) filter (where status = 'completed') as completed,
                          count(*) filter (where status = 'expired') as expired, count(*) filter (where status = 'disputed') as disputed,
                          coalesce(sum(reward) filter (where settled_at is null), 0) as locked,
                          coalesce(sum(reward) filter (where status = 'completed' and settled_at is not null), 0) as paid,
                          coalesce(sum(creation_fee + case when status = 'completed' then success_fee + platform_fee else 0 end)
                            filter (where settled_at is not null), 0) as fees,
                          coalesce(round(avg(reward), 8), 0) as reward,
                          coalesce(round(100.0 * count(*) filter (where status = 'completed')
                            / nullif(count(*) filter (where status in ('completed', 'expired')), 0), 2), 0) as success,
                          round(avg(extract(epoch from completed_at - created_at)) / 3600, 4) as hours,
                          (select round(avg(s.accuracy), 4) from s join b on b.winner = s.id) as accuracy,
                          count(distinct creator) as creators, (select count(distinct submitter) from s) as submitters,
                          (select count(*) from s) as submissions
                        from b""")
                .param("days", period.days())
                .query((row, _) -> new BountyStats(
                        row.getInt("total"),
                        row.getInt("active"),
                        row.getInt("completed"),
                        row.getInt("expired"),
                        row.getInt("disputed"),
                        Rows.amount(row, "locked"),
                        Rows.amount(row, "paid"),
                        Rows.amount(row, "fees"),
                        Rows.amount(row, "reward"),
                        Rows.amount(row, "success"),
                        Rows.amountOrNull(row, "hours"),
                        Rows.amountOrNull(row, "accuracy"),
                        row.getInt("creators"),
                        row.getInt("submitters"),
                        row.getInt("submissions"),
                        tiers))
                .single();
    }

    List<String> categories() {
        return jdbc.sql(
                        "select distinct category from marketplace.bounty where category is not null order by 1 limit 1000")
                .query(String.class)
                .list();
    }

    List<TagCount> tags(int most) {
        return jdbc.sql("""
                        select tag, count(*) from marketplace.bounty, unnest(tags) tag group by tag order by 2 desc, 1 limit ?""")
                .param(most)
                .query((row, _) -> new TagCount(row.getString(1), row.getInt(2)))
                .list();
    }
}
