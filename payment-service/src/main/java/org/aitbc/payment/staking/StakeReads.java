package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.starter.paging.PageNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stakers see of their stakes. */
@Component
class StakeReads {

    private final Stakes stakes;
    private final StakeTotals totals;
    private final Standings standings;
    private final Pools pools;

    StakeReads(Stakes stakes, StakeTotals totals, Standings standings, Pools pools) {
        this.stakes = stakes;
        this.totals = totals;
        this.standings = standings;
        this.pools = pools;
    }

    /**
     * What a stake has earned.
     *
     * @param accumulatedRewards distributed and not claimed yet
     * @param currentRewards what the agent's pool owes by now
     */
    record Earned(
            String stakeId,
            BigDecimal accumulatedRewards,
            BigDecimal currentRewards,
            BigDecimal totalRewards,
            BigDecimal currentApy,
            Instant lastRewardTime) {}

    /**
     * @param userAddress the caller
     * @param period as it was asked for
     * @param totalRewards what the caller's stakes were given in the period
     * @param activeStakes how many stakes of the caller are active
     */
    record MyRewards(
            String userAddress,
            String period,
            BigDecimal totalRewards,
            BigDecimal totalStaked,
            int activeStakes,
            BigDecimal averageApy) {}

    StakeView one(Caller caller, UUID id) {
        Stake stake = visible(caller, id);
        return StakeView.of(stake, standing(stake));
    }

    List<StakeView> list(Caller caller, StakeFilter filter, PageNumber page) {
        List<Stake> found = stakes.list(caller.subject(), filter, agents(filter.agentTier()), page);
        Function<String, Standing> standing =
                standings.of(found.stream().map(Stake::agent).toList());
        return found.stream()
                .map(stake -> StakeView.of(stake, standing.apply(stake.agent())))
                .toList();
    }

    Earned rewards(Caller caller, UUID id) {
        Stake stake = visible(caller, id);
        Pool pool = pools.of(stake.agent());
        BigDecimal owed = pool.owes(stake);
        return new Earned(
                Ids.text(id),
                Amounts.shown(stake.rewards()),
                Amounts.shown(owed),
                Amounts.shown(stake.rewards().add(owed)),
                Amounts.shown(pool.standing().apy(stake.lockDays())),
                stake.rewardedAt());
    }

    MyRewards mine(Caller caller, Period period) {
        ActiveStakes active = totals.active(caller.subject());
        return new MyRewards(
                caller.subject(),
                period.text(),
                Amounts.shown(totals.rewards(caller.subject(), period)),
                Amounts.shown(active.amount()),
                active.count(),
                Amounts.shown(active.averageApy(standings.of(active.agents()))));
    }

    private Stake visible(Caller caller, UUID id) {
        Stake stake = stakes.require(id);
        return caller.isAdmin() ? stake : stake.requireOwner(caller);
    }

    private Standing standing(Stake stake) {
        return standings.of(List.of(stake.agent())).apply(stake.agent());
    }

    private @Nullable List<String> agents(@Nullable Tier tier) {
        return tier == null
                ? null
                : standings.all().stream()
                        .filter(agent -> agent.tier() == tier)
                        .map(Standing::agent)
                        .toList();
    }
}
