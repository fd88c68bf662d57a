package org.aitbc.payment.holds;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.MoneyHolds.Settled;
import org.aitbc.payment.ledger.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * What is held, and what became of it.
 *
 * @param reference what it is about
 * @param decision what tells the decision from another; null while there is none, as is the fee and when it was
 * @param posted what did not go back
 * @param fee the network's part of that
 */
record MoneyHold(
        UUID id,
        String reference,
        Currency currency,
        BigDecimal amount,
        @Nullable String decision,
        BigDecimal posted,
        @Nullable BigDecimal fee,
        @Nullable Instant decidedAt) {

    static MoneyHold of(ResultSet row, int number) throws SQLException {
        Timestamp at = row.getTimestamp("at");
        return new MoneyHold(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                Currency.valueOf(row.getString("currency")),
                row.getBigDecimal("amount"),
                row.getString("decision"),
                row.getBigDecimal("posted"),
                row.getBigDecimal("fee"),
                at == null ? null : at.toInstant());
    }

    Settled settled() {
        BigDecimal taken = Objects.requireNonNull(fee);
        return new Settled(
                Objects.requireNonNull(decidedAt),
                Amounts.shown(posted.subtract(taken)),
                Amounts.shown(taken),
                Amounts.shown(amount.subtract(posted)));
    }
}
