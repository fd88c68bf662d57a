package org.aitbc.payment.staking;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.aitbc.domain.error.NotFound;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.staking.StakeTotals.Share;
import org.aitbc.starter.paging.PageNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The pools as they are shown: one for each agent that was ever staked on. */
@Component
class StakingPools {

    private static final String SELECT = """
            select p.agent, greatest(p.opened_at, d.latest) as distributed_at, d.count as distributions,
                   case when d.count > 1
                        then (extract(epoch from d.latest - d.earliest) / 86400 / (d.count - 1))::int else 0 end as frequency
            from payment.stake_pool p,
            lateral (select count(*) as count, min(at) as earliest, max(at) as latest
                     from payment.stake_distribution where agent = p.agent) d
            where :agent::text is null or p.agent = :agent order by p.opened_at desc, p.agent
            limit :limit offset :offset""";

    private final JdbcClient jdbc;
    private final Pools pools;
    private final StakeTotals totals;
    private final AgentHistory history;

    StakingPools(JdbcClient jdbc, Pools pools, StakeTotals totals, AgentHistory history) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.totals = totals;
        this.history = history;
    }

    private record Opened(String agent, Instant distributedAt, int distributions, int frequency) {}

    StakingPool require(String agent) {
        return select(agent, new PageNumber(1, 1)).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("STAKING_POOL_NOT_FOUND", "nobody has staked on this agent"));
    }

    /** Newest first. */
    List<StakingPool> list(PageNumber page) {
        return select(null, page);
    }

    private List<StakingPool> select(@Nullable String agent, PageNumber page) {
        List<Opened> opened = jdbc.sql(SELECT)
                .param("agent", agent)
                .param("limit", page.limit())
                .param("offset", page.skipped())
                .query(Opened.class)
                .list();
        List<String> agents = opened.stream().map(Opened::agent).toList();
        Function<String, Pool> pool = pools.of(agents);
        Function<String, AgentTotals> sums = agent == null ? totals.byAgent() : totals::of;
        Function<String, List<Share>> stakers = totals.stakers(agents);
        Function<String, List<Double>> success = history.dailySuccess(agents);
        return opened.stream()
                .map(one -> pool(
                        one,
                        pool.apply(one.agent()),
                        sums.apply(one.agent()),
                        stakers.apply(one.agent()),
                        success.apply(one.agent())))
                .toList();
    }

    private static StakingPool pool(
            Opened opened, Pool pool, AgentTotals sums, List<Share> stakers, List<Double> success) {
        return new StakingPool(
                opened.agent(),
                Amounts.shown(sums.staked()),
                Amounts.shown(sums.rewards()),
                Amounts.shown(pool.standing().apy(StakePolicy.DEFAULT_LOCK_DAYS)),
                sums.stakers(),
                stakers.stream().map(Share::staker).toList(),
                opened.distributedAt(),
                opened.frequency(),
                StakePolicy.LEAST,
                StakePolicy.MOST,
                true,
                Amounts.shown(Amounts.floor(pool.standing().score())),
                RiskPolicy.volatility(success),
                Map.of("balance", Amounts.shown(pool.balance()), "distributions", opened.distributions()));
    }
}
