package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting.Hold;
import org.jspecify.annotations.Nullable;

/**
 * The money of one job. Its id is also that of the hold in the ledger.
 *
 * @param amount what is held, or was
 * @param released what left the payer for good, the fee included
 * @param payee whom it went to, less the fee
 * @param settlement the posting that decided about it
 */
public record Payment(
        UUID id,
        UUID jobId,
        String payer,
        BigDecimal amount,
        Currency currency,
        String method,
        Status status,
        Instant createdAt,
        Instant updatedAt,
        Instant expiresAt,
        BigDecimal released,
        BigDecimal fee,
        BigDecimal refunded,
        @Nullable String payee,
        @Nullable String minerId,
        @Nullable UUID settlement,
        @Nullable Instant settledAt,
        @Nullable String reason) {

    /** As stored and as on the wire, in lower case. */
    public enum Status {
        ESCROWED,
        DISPUTED,
        RELEASED,
        REFUNDED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isOpen() {
            return this == ESCROWED || this == DISPUTED;
        }
    }

    static final String COLUMNS = """
            p.id, p.job_id, p.payer, p.amount, p.currency, p.method, p.status, p.created_at, p.updated_at, p.expires_at,
            p.released, p.fee, p.refunded, p.payee, p.miner_id, p.settlement, p.settled_at, p.reason""";

    static Payment of(ResultSet row, int ignored) throws SQLException {
        Timestamp settledAt = row.getTimestamp("settled_at");
        return new Payment(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getString("payer"),
                row.getBigDecimal("amount"),
                Currency.valueOf(row.getString("currency")),
                row.getString("method"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getBigDecimal("released"),
                row.getBigDecimal("fee"),
                row.getBigDecimal("refunded"),
                row.getString("payee"),
                row.getString("miner_id"),
                row.getObject("settlement", UUID.class),
                settledAt == null ? null : settledAt.toInstant(),
                row.getString("reason"));
    }

    /** Moves somebody's money to where payments and deposits wait. */
    static Hold hold(UUID id, String owner, Currency currency, BigDecimal amount) {
        return new Hold(id, Account.available(owner, currency), escrow(owner, currency), amount);
    }

    static Account escrow(String payer, Currency currency) {
        return new Account(payer, currency, Account.Kind.ESCROW);
    }
}
