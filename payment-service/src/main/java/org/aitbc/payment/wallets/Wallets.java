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
     * @param amount 0 where a job cost all that was held for it, so that nothing came back
     * @param balance after it
     * @param jobId the job that was settled
     * @param cost what it cost its payer, with the fee; of the payer's available money only
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
            String transactionHash,
            @Nullable UUID jobId,
            @Nullable BigDecimal cost) {}

    List<Balance> balances(String owner) {
        return jdbc.sql("""
                        select currency, kind, balance from payment.account where owner = ?
                        order by currency, array_position(array['available', 'escrow', 'stake', 'rewards'], kind), kind""").param(owner).query(Balance.class).list();
    }

    /**
     * The entries below a place in the ledger, newest first. Each job that was settled has a row where its payer's money is
     * spent, also where no entry is: what was held for it left the account before.
     */
    List<Line> lines(Account account, long below, int most) {
        return jdbc.sql("""
                        with asked as (select id from payment.account where owner = :owner and currency = :currency and kind = :kind),
                        own as (
                          select seq, posting, amount, balance, at, hash from payment.entry
                          where account = (select id from asked) and seq < :below order by seq desc limit :most),
                        entry as (
                          select * from own union all
                          (select s.seq, s.posting, 0, coalesce(b.balance, 0), s.at, s.hash
                           from payment.entry s join payment.posting p on p.id = s.posting and p.kind = 'escrow.released'
                           left join lateral (
                             select e.balance from payment.entry e where e.account = (select id from asked) and e.seq < s.seq
                             order by e.seq desc limit 1) b on true
                           where :kind = 'available' and s.seq < :below
                             and s.seq > coalesce((select min(seq) from own having count(*) = :most), 0) and s.account = (
                               select id from payment.account where owner = :owner and currency = :currency and kind = 'escrow')
                             and not exists (select from payment.entry e where e.posting = s.posting
                                             and (e.account = (select id from asked) or (e.account = s.account and e.seq < s.seq)))
                           order by s.seq desc limit :most))
                        select e.seq, e.at, p.kind, p.reference, e.posting as tx_id, e.amount, e.balance,
                               encode(e.hash, 'hex') as transaction_hash, c.job_id,
                               case when :kind = 'available' and c.payer = :owner and not exists (
                                   select from payment.entry x where x.posting = e.posting and x.account = (select id from asked) and x.seq > e.seq)
                                 then c.released end as cost
                        from entry e join payment.posting p on p.id = e.posting
                        left join core.payment c on c.settlement = p.id
                          and c.id = case when p.kind in ('escrow.released', 'escrow.refunded') then p.reference::uuid end
                        order by e.seq desc limit :most""")
                .param("owner", account.owner())
                .param("currency", account.currency().name())
                .param("kind", account.kind().text())
                .param("below", below)
                .param("most", most)
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
            throw new Invalid("INVALID_CURSOR", "cursor: must be the next_cursor of an answer to the same list");
        }
    }
}
