package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.payment.ledger.Amounts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How money leaves stakes: first it is unbonding, which earns nothing any more, then it is paid out. */
@Component
@Transactional
class StakeExits {

    private final Stakes stakes;
    private final Pools pools;
    private final StakeBooks books;

    StakeExits(Stakes stakes, Pools pools, StakeBooks books) {
        this.stakes = stakes;
        this.pools = pools;
        this.books = books;
    }

    /** That a stake is leaving now. */
    record Unbonding(String message) {}

    /**
     * @param totalAmount the principal less the penalty
     * @param penalty what leaving early cost, in AITBC
     */
    record Completion(String message, BigDecimal totalAmount, BigDecimal totalRewards, BigDecimal penalty) {}

    Unbonding unbond(Caller caller, UUID id) {
        Stake stake = stakes.lock(id).requireOwner(caller).requireActive();
        Pool pool = pools.of(stake.agent());
        stake.requireUnlocked(pool.now());
        Booking booking = new Booking("stake.unbond", Ids.text(id));
        booking.change(booking.settle(stake, pool).unbonding(pool.now()));
        books.write(booking);
        return new Unbonding("Unbonding initiated successfully");
    }

    Completion complete(Caller caller, UUID id) {
        Stake stake = stakes.lock(id).requireOwner(caller);
        BigDecimal penalty = StakePolicy.penalty(
                stake.amount(), stake.unbondingUntil(pools.of(stake.agent()).now()));
        BigDecimal rest = stake.amount().subtract(penalty);
        Booking booking = new Booking("stake.complete", Ids.text(id));
        booking.change(stake.completed(penalty));
        booking.move(StakeAccounts.stake(stake.staker()), StakeAccounts.TREASURY, penalty);
        booking.move(StakeAccounts.stake(stake.staker()), StakeAccounts.available(stake.staker()), rest);
        booking.move(StakeAccounts.rewards(stake.staker()), StakeAccounts.available(stake.staker()), stake.rewards());
        books.write(booking);
        return new Completion(
                "Unbonding completed successfully",
                Amounts.shown(rest),
                Amounts.shown(stake.rewards()),
                Amounts.shown(penalty));
    }
}
