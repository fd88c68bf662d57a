package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.payment.ledger.Amounts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Pays out what stakes have earned: what was distributed, and what the pools owe by now. */
@Component
@Transactional
class RewardClaims {

    private final Stakes stakes;
    private final Pools pools;
    private final StakeBooks books;

    RewardClaims(Stakes stakes, Pools pools, StakeBooks books) {
        this.stakes = stakes;
        this.pools = pools;
        this.books = books;
    }

    /**
     * @param claimedStakes how many stakes had rewards
     * @param transactionHash the id of the posting in the ledger
     */
    record Claimed(String message, BigDecimal totalRewards, int claimedStakes, String transactionHash) {}

    Claimed claim(Caller caller, Set<UUID> ids) {
        List<Stake> locked = stakes.lock(ids);
        locked.forEach(stake -> stake.requireOwner(caller));
        Function<String, Pool> pool = pools.of(locked.stream().map(Stake::agent).toList());
        Booking booking = new Booking("stake.claim", caller.subject());
        BigDecimal total = Amounts.ZERO;
        for (Stake stake : locked) {
            total = total.add(pay(booking, stake, pool.apply(stake.agent())));
        }
        if (!booking.movesMoney()) {
            throw new Conflict("NO_REWARDS_TO_CLAIM", "these stakes have no rewards at the moment");
        }
        books.write(booking);
        return new Claimed(
                "Rewards claimed successfully",
                Amounts.shown(total),
                booking.stakes().size(),
                Ids.text(booking.id()));
    }

    private static BigDecimal pay(Booking booking, Stake stake, Pool pool) {
        BigDecimal owed = pool.owes(stake);
        BigDecimal paid = owed.add(stake.rewards());
        if (paid.signum() > 0) {
            var available = StakeAccounts.available(stake.staker());
            booking.move(StakerShares.pool(stake.agent()), available, owed);
            booking.move(StakeAccounts.rewards(stake.staker()), available, stake.rewards());
            booking.reward(stake, Reward.Source.POOL, owed);
            booking.change(stake.claimed(pool.now()));
        }
        return paid;
    }
}
