package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a part of a stake's principal as a punishment. What is left stays as it was, active or unbonding; with nothing left
 * the stake is slashed. Rewards that were earned before stay the staker's, who may claim them.
 */
@Component
@Transactional
class Slashing {

    private static final String INSERT = """
            insert into payment.stake_slash (id, stake, fraction, amount, reason, slasher) values (?, ?, ?, ?, ?, ?)""";

    private final Stakes stakes;
    private final Pools pools;
    private final StakeBooks books;
    private final JdbcClient jdbc;

    Slashing(Stakes stakes, Pools pools, StakeBooks books, JdbcClient jdbc) {
        this.stakes = stakes;
        this.pools = pools;
        this.books = books;
        this.jdbc = jdbc;
    }

    StakeView slash(Caller caller, UUID id, StakeSlashRequest asked) {
        Stake stake = stakes.lock(id);
        if (!stake.isActive() && stake.status() != StakeStatus.UNBONDING) {
            throw new Conflict("STAKE_ENDED", "the stake is " + stake.status().text());
        }
        Pool pool = pools.of(stake.agent());
        BigDecimal taken = StakePolicy.slashed(stake.amount(), asked.fraction());
        Booking booking = new Booking("stake.slash", Ids.text(id));
        Stake left = booking.settle(stake, pool).slashed(taken);
        booking.change(left);
        booking.move(StakeAccounts.stake(stake.staker()), StakeAccounts.TREASURY, taken);
        jdbc.sql(INSERT)
                .params(booking.id(), id, asked.fraction(), taken, asked.reason(), caller.subject())
                .update();
        books.write(booking);
        return StakeView.of(left, pool.standing());
    }
}
