package org.aitbc.payment.wallets;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What principals hold. */
@Component
public class Wallets {

    static final String PRINCIPAL = "[A-Za-z0-9_.-]{1,64}";

    private final JdbcClient jdbc;

    Wallets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is held of a currency for one purpose. */
    record Balance(Currency currency, Account.Kind kind, BigDecimal balance) {}

    /**
     * An entry of an account.
     *
     * @param kind of the posting
     * @param reference what it was about
     * @param balance after it
     * @param transactionHash of the entry in the ledger's chain
     */
    record Line(
            long seq,
            Instant at,
            String kind,
            String reference,
            UUID txId,
            BigDecimal amount,
            BigDecimal balance,
            String transactionHash) {}

    List<Balance> balances(String owner) {
        return jdbc.sql("""
                        select currency, kind, balance from payment.account where owner = ?
                        order by currency, array_position(array['available', 'escrow', 'stake', 'rewards'], kind), kind""").param(owner).query(Balance.class).list();
    }

    /** The entries below a place in the ledger, newest first. */
    List<Line> lines(Account account, long below, int most) {
        return jdbc.sql("""
                        select e.seq, e.at, p.kind, p.reference, e.posting as tx_id, e.amount, e.balance,
                               encode(e.hash, 'hex') as transaction_hash
                        from payment.entry e join payment.posting p on p.id = e.posting
                        where e.account = (select id from payment.account where owner = ? and currency = ? and kind = ?)
                          and e.seq < ? order by e.seq desc limit ?""")
                .params(
                        account.owner(),
                        account.currency().name(),
                        account.kind().text(),
                        below,
                        most)
                .query(Line.class)
                .list();
    }

    /** Money sent to an unknown name would be lost. @throws NotFound when no principal has the name */
    public void requireKnown(String principal) {
        boolean known =
                jdbc.sql("""
                        select exists (select from core.api_key where principal = :name)
                            or exists (select from payment.account where owner = :name)""").param("name", principal).query(Boolean.class).single();
        if (!known) {
            throw new NotFound("WALLET_NOT_FOUND", "nobody has the wallet " + principal);
        }
    }

    /** The place in the ledger that a cursor stands for. */
    static long below(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException noPlace) {
            throw new Invalid("INVALID_CURSOR", "cursor: is not one that was given out");
        }
    }
}
