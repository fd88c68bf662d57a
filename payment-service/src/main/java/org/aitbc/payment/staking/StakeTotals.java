package org.aitbc.payment.staking;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.aitbc.payment.staking.ActiveStakes.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums over stakes and what they were given. */
@Component
class StakeTotals {

    private static final String AGENTS = """
            select agent, coalesce(s.staked, 0) as staked, coalesce(s.stakers, 0) as stakers, coalesce(r.rewards, 0) as rewards
            from (select agent, sum(amount) as staked, count(distinct staker) as stakers from payment.stake
                  where status = 'active' and (:agent::text is null or agent = :agent) group by agent) s
            full join (select agent, sum(amount) as rewards from payment.stake_reward
                       where (:agent::text is null or agent = :agent)
                         and (:seconds::float8 is null or at >= now() - make_interval(secs => :seconds))
                       group by agent) r using (agent)""";

    private static final String ACTIVE = """
            select agent, lock_days, count(*) as count, sum(amount) as amount from payment.stake
            where status = 'active' and (:staker::text is null or staker = :staker) group by agent, lock_days""";

    private static final String REWARDS = """
            select coalesce(sum(amount), 0) from payment.stake_reward
            where (:staker::text is null or staker = :staker) and at >= now() - make_interval(secs => :seconds)""";

    private static final String BY_STAKER = """
            select agent, staker, sum(amount) as amount from payment.stake where agent = any(:agents) and status = 'active'
            group by agent, staker order by agent, staker""";

    private final JdbcClient jdbc;

    StakeTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Share(String agent, String staker, BigDecimal amount) {}

    /** One agent, with all it was ever given. */
    AgentTotals of(String agent) {
        return agents(agent, null).stream().findFirst().orElse(AgentTotals.none(agent));
    }

    /** All agents that have stakes, or stakes that were given something in the period; null for ever. */
    List<AgentTotals> all(@Nullable Period period) {
        return agents(null, period);
    }

    Function<String, AgentTotals> byAgent() {
        Map<String, AgentTotals> totals = all(null).stream().collect(toMap(AgentTotals::agent, Function.identity()));
        return agent -> totals.getOrDefault(agent, AgentTotals.none(agent));
    }

    /** The active stakes of one staker, or with null of everybody. */
    ActiveStakes active(@Nullable String staker) {
        return new ActiveStakes(
                jdbc.sql(ACTIVE).param("staker", staker).query(Group.class).list());
    }

    /** What the stakes of one staker, or with null of everybody, were given. */
    BigDecimal rewards(@Nullable String staker, Period period) {
        return jdbc.sql(REWARDS)
                .param("staker", staker)
                .param("seconds", period.length().toSeconds())
                .query(BigDecimal.class)
                .single();
    }

    int stakers() {
        return jdbc.sql("select count(distinct staker) from payment.stake where status = 'active'")
                .query(Integer.class)
                .single();
    }

    /** The stakers of an agent, with their amounts. */
    List<Share> stakers(String agent) {
        return stakers(List.of(agent)).apply(agent);
    }

    /** The same of some agents, read at once. */
    Function<String, List<Share>> stakers(Collection<String> agents) {
        Map<String, List<Share>> shares =
                jdbc.sql(BY_STAKER).param("agents", agents.toArray(String[]::new)).query(Share.class).list().stream()
                        .collect(groupingBy(Share::agent));
        return agent -> shares.getOrDefault(agent, List.of());
    }

    private List<AgentTotals> agents(@Nullable String agent, @Nullable Period period) {
        return jdbc.sql(AGENTS)
                .param("agent", agent)
                .param("seconds", period == null ? null : period.length().toSeconds())
                .query(AgentTotals.class)
                .list();
    }
}
