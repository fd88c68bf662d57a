package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.List;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.identity.Caller;
import org.aitbc.payment.ledger.Amounts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shares what an agent has earned with those who stake on it: 1 % is the platform's, the rest goes to the active stakes pro
 * rata, rounded down; what rounding leaves stays with the agent.
 */
@Component
@Transactional
class EarningsDistributions {

    private final Standings standings;
    private final Stakes stakes;
    private final Pools pools;
    private final Distributions distributions;
    private final StakeBooks books;

    EarningsDistributions(
            Standings standings, Stakes stakes, Pools pools, Distributions distributions, StakeBooks books) {
        this.standings = standings;
        this.stakes = stakes;
        this.pools = pools;
        this.distributions = distributions;
        this.books = books;
    }

    /**
     * @param totalDistributed what stakers got, without the fee
     * @param stakerCount how many stakers got a part
     */
    record EarningsDistributed(String message, BigDecimal totalDistributed, int stakerCount, BigDecimal platformFee) {}

    private record Order(
            String agent, BigDecimal total, @Nullable String data) {}

    /** @throws Conflict when it is more than the agent has earned and not shared yet */
    EarningsDistributed distribute(Caller caller, EarningsDistributionRequest asked) {
        String agent = asked.agentWallet();
        caller.requireOwner(agent, "NOT_YOUR_EARNINGS", "an agent's earnings are distributed by itself or an admin");
        String data = asked.distributionData() == null
                ? null
                : asked.distributionData().toString();
        Order order = new Order(agent, asked.totalEarnings(), data);
        List<Stake> active = stakes.lockActive(agent);
        requireEarned(standings.require(agent), order.total());
        return share(order, active);
    }

    private void requireEarned(Standing agent, BigDecimal total) {
        BigDecimal left = agent.track().earned().subtract(distributions.total(agent.agent()));
        if (total.compareTo(left) > 0) {
            throw new Conflict(
                    "MORE_THAN_EARNED",
                    "earned and not distributed yet: " + Amounts.shown(left).toPlainString());
        }
    }

    private EarningsDistributed share(Order order, List<Stake> active) {
        BigDecimal fee = StakePolicy.platformFee(order.total());
        BigDecimal rest = order.total().subtract(fee);
        BigDecimal staked = active.stream().map(Stake::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        Pool pool = pools.of(order.agent());
        Booking booking = new Booking("stake.distribute", order.agent());
        active.forEach(stake -> give(booking, stake, StakePolicy.proRata(rest, stake.amount(), staked), pool));
        BigDecimal shared = booking.rewarded(Reward.Source.DISTRIBUTION);
        if (shared.signum() == 0) {
            throw new Conflict("NOBODY_TO_SHARE_WITH", "nobody stakes on this agent, or each share would be nothing");
        }
        booking.move(StakeAccounts.available(order.agent()), StakeAccounts.FEES, fee);
        int stakers = booking.rewardedStakers();
        distributions.add(booking.id(), order.agent(), order.total(), fee, shared, stakers, order.data());
        books.write(booking);
        return new EarningsDistributed(
                "Earnings distributed successfully", Amounts.shown(shared), stakers, Amounts.shown(fee));
    }

    private static void give(Booking booking, Stake stake, BigDecimal share, Pool pool) {
        BigDecimal room = stake.autoCompound() ? StakePolicy.MOST.subtract(stake.amount()) : BigDecimal.ZERO;
        BigDecimal compounded = share.min(room);
        BigDecimal kept = share.subtract(compounded);
        Stake settled = compounded.signum() > 0 ? booking.settle(stake, pool) : stake;
        booking.move(StakeAccounts.available(stake.agent()), StakeAccounts.stake(stake.staker()), compounded);
        booking.move(StakeAccounts.available(stake.agent()), StakeAccounts.rewards(stake.staker()), kept);
        booking.reward(stake, Reward.Source.DISTRIBUTION, share);
        booking.change(settled.withPrincipal(compounded).withReward(kept));
    }
}
