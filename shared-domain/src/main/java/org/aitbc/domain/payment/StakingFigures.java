package org.aitbc.domain.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What payment-service tells and does for governance-service, service to service: the pools of agents, in AITBC. */
@HttpExchange
public interface StakingFigures {

    /** The pools of agents, also of those nobody staked on yet. */
    @PostExchange("/internal/staking/pools")
    List<AgentPool> pools(@RequestBody List<String> agents);

    /**
     * What a stake would earn.
     *
     * @throws org.aitbc.domain.error.NotFound when nobody of this name owns miners
     */
    @GetExchange("/internal/staking/quote")
    Quote quote(
            @RequestParam(name = "agent") String agent,
            @RequestParam(name = "amount") BigDecimal amount,
            @RequestParam(name = "days") int days);

    /**
     * Pays what an agent's pool owes its active stakes until now.
     *
     * @throws org.aitbc.domain.error.Conflict when it owes nothing
     */
    @PostExchange("/internal/staking/settle")
    PoolSettled settle(@RequestParam(name = "agent") String agent);

    @GetExchange("/internal/staking/totals")
    Totals totals(@RequestParam(name = "from") Instant from, @RequestParam(name = "to") Instant to);

    /**
     * @param tier by what was measured of the agent
     * @param multiplier of the tier
     * @param apy percent a year by the formula, for the usual lock
     * @param balance what there is to pay rewards from
     * @param paid rewards of the last 30 days
     */
    record AgentPool(
            String agent,
            String tier,
            BigDecimal multiplier,
            BigDecimal apy,
            BigDecimal staked,
            int stakers,
            BigDecimal balance,
            BigDecimal paid) {}

    /**
     * @param ceilingRewards by the formula alone
     * @param estimatedRewards at most the stake's share of what the pool holds now
     */
    record Quote(BigDecimal apy, BigDecimal estimatedRewards, BigDecimal ceilingRewards) {}

    record PoolSettled(UUID posting, BigDecimal total, int stakers, Instant at) {}

    /** @param rewards that were given to stakes in the time */
    record Totals(BigDecimal staked, BigDecimal rewards) {}
}
