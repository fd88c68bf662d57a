package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.once.Once;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Money that goes into stakes. */
@Component
class StakeDeposits {

    private final Once once;
    private final Stakes stakes;
    private final Standings standings;
    private final Pools pools;
    private final StakeBooks books;

    StakeDeposits(Once once, Stakes stakes, Standings standings, Pools pools, StakeBooks books) {
        this.once = once;
        this.stakes = stakes;
        this.standings = standings;
        this.pools = pools;
        this.books = books;
    }

    private record Addition(UUID stake, BigDecimal amount) {}

    StakeView create(Caller caller, @Nullable String key, StakeCreateRequest wanted) {
        return once.run(caller, key, "stake.create", wanted, StakeView.class, () -> {
            Standing agent = standings
                    .find(wanted.agentWallet())
                    .orElseThrow(() -> new NotFound(
                            "AGENT_NOT_SUPPORTED_FOR_STAKING", "one can stake on those only who own miners"));
            Stake stake = stakes.open(caller.subject(), wanted);
            Booking booking = new Booking("stake.create", Ids.text(stake.id()));
            deposit(booking, stake, stake.amount());
            return StakeView.of(stake, agent);
        });
    }

    StakeView add(Caller caller, @Nullable String key, UUID id, BigDecimal amount) {
        return once.run(caller, key, "stake.add", new Addition(id, amount), StakeView.class, () -> {
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
        });
    }

    private void deposit(Booking booking, Stake stake, BigDecimal amount) {
        booking.move(StakeAccounts.available(stake.staker()), StakeAccounts.stake(stake.staker()), amount);
        books.write(booking);
    }
}
