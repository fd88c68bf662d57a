package org.aitbc.payment.staking;

import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aitbc.payment.ledger.Ledger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes what a request changed: rows first, the ledger last, since its writers take turns. */
@Component
class StakeBooks {

    private static final int BATCH = 1_000;

    private static final String SAVE = """
            update payment.stake set amount = ?, status = ?, rewards = ?, rewarded_at = ?, unbonding_at = ?, penalty = ?
            where id = ?""";

    private static final String REWARD = """
            insert into payment.stake_reward (posting, stake, staker, agent, source, amount) values (?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;
    private final Ledger ledger;

    StakeBooks(JdbcTemplate jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    void write(Booking booking) {
        save(booking.stakes());
        add(booking.id(), booking.rewards());
        if (booking.movesMoney()) {
            ledger.post(booking.posting());
        }
    }

    private void save(List<Stake> stakes) {
        jdbc.batchUpdate(SAVE, stakes, BATCH, (row, stake) -> {
            row.setBigDecimal(1, stake.amount());
            row.setString(2, stake.status().text());
            row.setBigDecimal(3, stake.rewards());
            row.setTimestamp(4, Timestamp.from(stake.rewardedAt()));
            row.setTimestamp(5, stake.unbondingAt() == null ? null : Timestamp.from(stake.unbondingAt()));
            row.setBigDecimal(6, stake.penalty());
            row.setObject(7, stake.id());
        });
    }

    private void add(UUID posting, List<Reward> rewards) {
        jdbc.batchUpdate(REWARD, rewards, BATCH, (row, reward) -> {
            row.setObject(1, posting);
            row.setObject(2, reward.stake().id());
            row.setString(3, reward.stake().staker());
            row.setString(4, reward.stake().agent());
            row.setString(5, reward.source().name().toLowerCase(Locale.ROOT));
            row.setBigDecimal(6, reward.amount());
        });
    }
}
