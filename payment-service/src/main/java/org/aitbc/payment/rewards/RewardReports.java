package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums over the rewards that were paid. Days are in UTC, both ends included. */
@Component
class RewardReports {

    private static final String TOTALS = """
            select coalesce(sum(amount), 0) as amount, count(distinct agent) as agents, count(*) as distributions
            from payment.reward_distribution
            where status = 'distributed'
              and processed_at >= :from::timestamp at time zone 'utc'
              and processed_at < (:to::timestamp + interval '1 day') at time zone 'utc'""";

    /** Of each agent the tier of its last reward. */
    private static final String TIERS = """
            select tier, count(*) from (
              select distinct on (agent) agent, tier from payment.reward_distribution
              where status = 'distributed'
                and processed_at >= :from::timestamp at time zone 'utc'
                and processed_at < (:to::timestamp + interval '1 day') at time zone 'utc'
              order by agent, processed_at desc) last
            group by tier""";

    private static final String RANKING = """
            select agent, sum(amount) filter (where processed_at >= :from::timestamp at time zone 'utc') as in_period,
                   sum(amount) as ever, count(*) as rewards
            from payment.reward_distribution where status = 'distributed'
            group by agent having max(processed_at) >= :from::timestamp at time zone 'utc'
            order by 2 desc, 3 desc, 1""";

    private final JdbcClient jdbc;

    RewardReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Totals(BigDecimal amount, int agents, int distributions) {}

    /**
     * @param inPeriod what the agent was paid in rewards since the period began
     * @param ever what it was paid in all, with {@code rewards} distributions
     */
    record Rank(String agent, BigDecimal inPeriod, BigDecimal ever, int rewards) {}

    Totals totals(LocalDate from, LocalDate to) {
        return jdbc.sql(TOTALS)
                .param("from", from.toString())
                .param("to", to.toString())
                .query(Totals.class)
                .single();
    }

    /** How many of the rewarded agents are in each tier. */
    Map<RewardTier, Integer> tiers(LocalDate from, LocalDate to) {
        Map<RewardTier, Integer> agents = new EnumMap<>(RewardTier.class);
        for (RewardTier tier : RewardTier.values()) {
            agents.put(tier, 0);
        }
        jdbc.sql(TIERS)
                .param("from", from.toString())
                .param("to", to.toString())
                .query(row -> {
                    agents.put(Words.parse(RewardTier.class, "tier", row.getString(1)), row.getInt(2));
                });
        return agents;
    }

    /** The agents that were rewarded since a day, those with most first. */
    List<Rank> ranking(LocalDate from) {
        return jdbc.sql(RANKING)
                .param("from", from.toString())
                .query(Rank.class)
                .list();
    }
}
