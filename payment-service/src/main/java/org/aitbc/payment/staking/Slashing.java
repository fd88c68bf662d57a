package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.once.Once;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes a part of a stake's principal as a punishment. What is left stays as it was, active or unbonding; with nothing left
 * the stake is slashed. Rewards that were earned before stay the staker's, who may claim them.
 */
@Component
class Slashing {

    private static final String INSERT = """
            insert into payment.stake_slash (id, stake, fraction, amount, reason, slasher) values (?, ?, ?, ?, ?, ?)""";

    private final Once once;
    private final Stakes stakes;
    private final Pools pools;
    private final StakeBooks books;
    private final JdbcClient jdbc;

    Slashing(Once once, Stakes stakes, Pools pools, StakeBooks books, JdbcClient jdbc) {
        this.once = once;
        this.stakes = stakes;
        this.pools = pools;
        this.books = books;
        this.jdbc = jdbc;
    }

    private record Punishment(UUID stake, BigDecimal fraction, String reason) {}

    StakeView slash(Caller caller, @Nullable String key, UUID id, StakeSlashRequest asked) {
        Punishment punishment = new Punishment(id, asked.fraction(), asked.reason());
        return once.run(caller, key, "stake.slash", punishment, StakeView.class, () -> {
            Stake stake = stakes.lock(id);
            if (!stake.isActive() && stake.status() != StakeStatus.UNBONDING) {
                throw new Conflict(
                        "STAKE_ENDED", "the stake is " + stake.status().text());
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
        });
    }
}
