package org.aitbc.payment.audit;

import java.util.List;
import java.util.function.Consumer;
import org.aitbc.payment.ledger.ChainCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Compares what the ledger's tables say with each other, all as of one moment. */
@Component
class Books {

    private static final int AT_ONCE = 5_000;

    private static final String NOT_ZERO =
            "select 'balances in ' || currency || ' add up to ' || sum(balance) from payment.account group by currency having sum(balance) <> 0";

    private static final String OVERDRAWN =
            "select 'account ' || id || ' is below zero' from payment.account where balance < 0 and kind <> 'external'";

    private static final String HELD = """
            select 'account ' || a.id || ' holds ' || a.balance || ', its holds are ' || coalesce(h.sum, 0)
            from payment.account a
            left join (select held_in, sum(amount - posted) as sum from payment.hold where state = 'pending' group by held_in) h on h.held_in = a.id
            where a.kind = 'escrow' and a.balance <> coalesce(h.sum, 0)""";

    /** The last entry of each account that changed since the place that was verified. */
    private static final String LAST_BALANCES = """
            select 'account ' || a.id || ' is at ' || a.balance || ', its last entry at ' || e.balance
            from (select distinct on (account) account, balance from payment.entry where seq > :after order by account, seq desc) e
            join payment.account a on a.id = e.account where a.balance <> e.balance""";

    private static final String REPLAYED = """
            select 'account ' || a.id || ' is at ' || a.balance || ', its entries add up to ' || coalesce(e.sum, 0)
            from payment.account a
            left join (select account, sum(amount) as sum from payment.entry group by account) e on e.account = a.id
            where a.balance <> coalesce(e.sum, 0)""";

    private static final String PAYMENTS = """
            select 'payment ' || p.id || ' is ' || p.status || ', its hold ' || coalesce(h.state, 'missing')
            from core.payment p left join payment.hold h on h.id = p.id
            where h.id is null or h.amount <> p.amount or h.posted <> p.released
              or (h.state = 'pending') <> (p.status in ('escrowed', 'disputed'))""";

    private static final String HOLDS = """
            select 'hold ' || h.id || ' has no payment' from payment.hold h
            where h.state = 'pending' and not exists (select from core.payment p where p.id = h.id)
              and not exists (select from payment.money_hold m where m.id = h.id)
              and not exists (select from payment.trade_reserve r where r.id = h.id)
              and not exists (select from payment.dispute d where d.deposit = h.id and d.decided_at is null)""";

    private static final String MONEY_HOLDS = """
            select 'money hold ' || m.id || ' is ' || case when m.decision is null then 'open' else 'decided' end
              || ', its hold ' || coalesce(h.state, 'missing')
            from payment.money_hold m left join payment.hold h on h.id = m.id
            where (h.id is null) <> (m.decision is not distinct from 'never held')
              or (h.state = 'pending') <> (m.decision is null) or m.fee > h.posted""";

    private static final String TRADE_RESERVES = """
            select 'reserve ' || r.id || ' is open, its hold ' || coalesce(h.state, 'missing')
            from payment.trade_reserve r left join payment.hold h on h.id = r.id where h.state is distinct from 'pending'""";

    private static final String ENTRIES = """
            select e.seq, e.posting, e.account, a.currency, e.amount, e.balance, e.at, encode(e.hash, 'hex') as hash
            from payment.entry e left join payment.account a on a.id = e.account where e.seq > :after order by e.seq""";

    private final JdbcClient jdbc;

    Books(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A place in the chain of entries.
     *
     * @param hash of the entry there, in hexadecimal digits
     */
    record Place(long seq, String hash) {

        static final Place BEGINNING = new Place(0, "00");
    }

    /**
     * Checks the books.
     *
     * @param from up to where the chain is known to be right
     * @param full whether everything is looked at, rather than what changes often
     * @return the end of the chain
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ, readOnly = true)
    Place check(Place from, boolean full, Consumer<String> wrong) {
        Place end = jdbc.sql("select seq, encode(hash, 'hex') from payment.head")
                .query((row, _) -> new Place(row.getLong(1), row.getString(2)))
                .single();
        ChainCheck chain = new ChainCheck(from.seq(), from.hash(), wrong);
        jdbc.sql(ENTRIES).param("after", from.seq()).withFetchSize(AT_ONCE).query(chain::entry);
        chain.end(end.seq(), end.hash());
        List.of(NOT_ZERO, OVERDRAWN, HELD).forEach(sql -> report(sql, wrong));
        if (full) {
            List.of(REPLAYED, PAYMENTS, HOLDS, MONEY_HOLDS, TRADE_RESERVES).forEach(sql -> report(sql, wrong));
        } else {
            jdbc.sql(LAST_BALANCES)
                    .param("after", from.seq())
                    .query(String.class)
                    .list()
                    .forEach(wrong);
        }
        return end;
    }

    private void report(String sql, Consumer<String> wrong) {
        jdbc.sql(sql).query(String.class).list().forEach(wrong);
    }
}
