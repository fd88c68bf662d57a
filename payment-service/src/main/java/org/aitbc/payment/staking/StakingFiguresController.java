package org.aitbc.payment.staking;

import io.swagger.v3.oas.annotations.Hidden;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.payment.StakingFigures;
import org.aitbc.payment.ledger.Amounts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Internal, for governance-service: not routed by the gateway. */
@RestController
@Hidden
record StakingFiguresController(
        JdbcClient jdbc,
        TransactionTemplate transactions,
        Pools agentPools,
        Standings standings,
        Stakes stakes,
        StakeBooks books)
        implements StakingFigures {

    private record Sums(String agent, int stakers, BigDecimal paid) {}

    @Override
    public List<AgentPool> pools(@RequestBody List<String> agents) {
        Function<String, Pool> pool = agentPools.of(agents);
        Map<String, Sums> sums = jdbc.sql("""
            select i.agent,
              (select count(distinct staker) from payment.stake s where s.agent = i.agent and s.status = 'active') as stakers,
              (select coalesce(sum(amount), 0) from payment.stake_reward r
               where r.agent = i.agent and r.at > now() - interval '30 days') as paid
            from unnest(?::text[]) as i(agent)""").param(agents.toArray(String[]::new)).query(Sums.class).list().stream()
                .collect(Collectors.toMap(Sums::agent, Function.identity(), (one, _) -> one));
        return sums.values().stream()
                .map(one -> of(one, pool.apply(one.agent())))
                .toList();
    }

    private static AgentPool of(Sums sums, Pool pool) {
        Standing standing = pool.standing();
        return new AgentPool(
                sums.agent(),
                standing.tier().text(),
                standing.tier().multiplier(),
                Amounts.shown(standing.apy(StakePolicy.DEFAULT_LOCK_DAYS)),
                Amounts.shown(pool.staked()),
                sums.stakers(),
                Amounts.shown(pool.balance()),
                sums.paid());
    }

    @Override
    public Quote quote(String agent, BigDecimal amount, int days) {
        BigDecimal apy = standings.require(agent).apy(days);
        Pool pool = agentPools.of(agent);
        BigDecimal ceiling = StakePolicy.accrual(amount, apy, Duration.ofDays(days));
        BigDecimal held =
                StakePolicy.proRata(pool.balance(), amount, pool.staked().add(amount));
        return new Quote(Amounts.shown(apy), Amounts.shown(ceiling.min(held)), Amounts.shown(ceiling));
    }

    @Override
    public PoolSettled settle(String agent) {
        return transactions.execute(_ -> {
            List<Stake> active = stakes.lockActive(agent);
            Pool pool = agentPools.of(agent);
            Booking booking = new Booking("stake.settle", agent);
            active.forEach(stake -> booking.change(booking.settle(stake, pool)));
            Conflict.when(!booking.movesMoney(), "NOTHING_OWED", "the pool owes its stakes nothing at the moment");
            books.write(booking);
            BigDecimal total = booking.rewarded(Reward.Source.POOL);
            return new PoolSettled(booking.id(), Amounts.shown(total), booking.rewardedStakers(), pool.now());
        });
    }

    @Override
    public Totals totals(Instant from, Instant to) {
        return jdbc.sql("""
            select (select coalesce(sum(amount), 0) from payment.stake where status = 'active') as staked,
              (select coalesce(sum(amount), 0) from payment.stake_reward where at >= ? and at < ?) as rewards""").params(from, to).query(Totals.class).single();
    }
}
