package org.aitbc.payment.wallets;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Ledger;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.aitbc.starter.request.IdempotencyHeader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Money that came from outside, each time under a reference of its own. */
@Component
class Deposits {

    private final JdbcClient jdbc;
    private final Ledger ledger;

    Deposits(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    record Deposit(UUID id, Instant at, String wallet, Currency currency, BigDecimal amount) {}

    /**
     * Credits a wallet, once for each reference.
     *
     * @return the deposit of this reference, which may have been there
     * @throws Conflict when it was of another amount, or went to another wallet
     */
    @Transactional
    Deposit credit(UUID id, String reference, Transfer transfer) {
        boolean isNew =
                jdbc.sql("insert into payment.deposit (reference, posting) values (?, ?) on conflict do nothing")
                                .params(reference, id)
                                .update()
                        == 1;
        if (isNew) {
            ledger.post(Posting.of(id, "deposit", reference, transfer));
        }
        Deposit first = find(reference);
        boolean isEqual = Account.available(first.wallet(), first.currency()).equals(transfer.to())
                && first.amount().compareTo(transfer.amount()) == 0;
        if (!isEqual && first.id().equals(id)) {
            throw IdempotencyHeader.reused();
        }
        Conflict.when(
                !isEqual,
                "DEPOSIT_EXISTS",
                "reference: this deposit is recorded already, of another amount or to another wallet");
        return first;
    }

    private Deposit find(String reference) {
        return jdbc.sql("""
                        select p.id, p.at, a.owner as wallet, a.currency, e.amount
                        from payment.deposit d join payment.posting p on p.id = d.posting
                        join payment.entry e on e.posting = p.id and e.amount > 0 join payment.account a on a.id = e.account
                        where d.reference = ?""").param(reference).query(Deposit.class).single();
    }
}
