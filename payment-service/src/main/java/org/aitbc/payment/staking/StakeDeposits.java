package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Money that goes into stakes. */
@Component
@Transactional
class StakeDeposits {

    private final Stakes stakes;
    private final Standings standings;
    private final Pools pools;
    private final StakeBooks books;

    StakeDeposits(Stakes stakes, Standings standings, Pools pools, StakeBooks books) {
        this.stakes = stakes;
        this.standings = standings;
        this.pools = pools;
        this.books = books;
    }

    StakeView create(Caller caller, StakeCreateRequest wanted) {
        Standing agent = standings
                .find(wanted.agentWallet())
                .orElseThrow(() ->
                        new NotFound("AGENT_NOT_SUPPORTED_FOR_STAKING", "one can stake on those only who own miners"));
        Stake stake = stakes.open(caller.subject(), wanted);
        Booking booking = new Booking("stake.create", Ids.text(stake.id()));
        deposit(booking, stake, stake.amount());
        return StakeView.of(stake, agent);
    }

    StakeView add(Caller caller, UUID id, BigDecimal amount) {
        Stake stake = stakes.lock(id).requireOwner(caller).requireActive();
        if (stake.amount().add(amount).compareTo(StakePolicy.MOST) > 0) {
            throw new Invalid("STAKE_TOO_LARGE", "a stake is at most " + StakePolicy.MOST_TEXT + " AITBC");
        }
        Pool pool = pools.of(stake.agent());
        Booking booking = new Booking("stake.add", Ids.text(id));
        Stake more = booking.settle(stake, pool).withPrincipal(amount);
        booking.change(more);
        deposit(booking, more, amount);
        return StakeView.of(more, pool.standing());
    }

    private void deposit(Booking booking, Stake stake, BigDecimal amount) {
        booking.move(StakeAccounts.available(stake.staker()), StakeAccounts.stake(stake.staker()), amount);
        books.write(booking);
    }
}
