package org.aitbc.payment;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.LedgerWriter;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.aitbc.servicetest.ServiceHttp;
import org.aitbc.servicetest.ServiceTest;
import org.springframework.beans.factory.annotation.Autowired;

/** What tests of this service share: the whole service on a real PostgreSQL, and words for what people do with money. */
// tests look at the books themselves
@ServiceTest({"spring.config.name=payment-service", "aitbc.payments.audit=1d"})
public abstract class PaymentTest extends ServiceHttp {

    protected static final Currency AITBC = Currency.AITBC;

    @Autowired
    protected LedgerWriter ledger;

    /** Gives money from outside. */
    protected void fund(String principal, String amount) {
        fund(principal, amount, AITBC);
    }

    protected void fund(String principal, String amount, Currency currency) {
        ledger.post(Posting.of(
                Ids.next(),
                "deposit",
                "test",
                new Transfer(
                        Account.external(currency), Account.available(principal, currency), new BigDecimal(amount))));
    }

    protected BigDecimal balance(Account account) {
        return jdbc.sql("select balance from payment.account where owner = ? and currency = ? and kind = ?")
                .params(
                        account.owner(),
                        account.currency().name(),
                        account.kind().text())
                .query(BigDecimal.class)
                .optional()
                .orElse(BigDecimal.ZERO);
    }

    protected BigDecimal available(String principal) {
        return balance(Account.available(principal, AITBC));
    }

    /** A job as ai-service writes it, queued. */
    protected UUID job(String owner, UUID id) {
        jdbc.sql("""
                        with c as (insert into core.requirement (key) values ('{}') on conflict (key) do update set key = excluded.key returning class),
                        j as (insert into core.job (id, client, class, payload, expires_at, payment_currency)
                              select :id, :owner, class, '{}', now() + interval '900 s', 'AITBC' from c returning id, class, expires_at)
                        insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from j""").param("id", id).param("owner", owner).update();
        return id;
    }

    /** A miner as miner-service registers it. */
    protected String miner(String owner) {
        String miner = someone("miner");
        jdbc.sql("insert into core.miner (id, owner, capabilities, concurrency) values (?, ?, '{}', 1)")
                .params(miner, owner)
                .update();
        return miner;
    }

    /** The end of a job as miner-service writes it, with its event. */
    protected void end(UUID job, String state, String miner, String price) {
        jdbc.sql("""
                        with r as (delete from core.ready where id = :job),
                        o as (insert into core.outcome (job_id, state, miner_id, attempt, started_at, price, receipt_id, receipt)
                          select :job, :state, :miner, 1, now(), case when :state = 'COMPLETED' then :price end,
                                 case when :state = 'COMPLETED' then :receipt end, case when :state = 'COMPLETED' then '{}'::json end)
                        insert into core.outbox (event, subject) values ('job.' || lower(:state), :job)""")
                .param("job", job)
                .param("state", state)
                .param("miner", miner)
                .param("price", new BigDecimal(price))
                .param("receipt", Ids.next())
                .update();
    }
}
