package org.aitbc.standalone.endtoend;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aitbc.payment.ledger.ChainCheck;

/**
 * Counts all money after the last job has ended: what each has must follow from what it was given and from the jobs, and the
 * books must say the same. It works out everything anew, with nothing of what payment-service says about itself but its tables.
 */
final class Coins {

    private static final BigDecimal NOTHING = new BigDecimal("0.00000000");

    private static final String UNENDED = """
            select 'job ' || j.id || ' has not ended' from core.job j
            where not exists (select from core.outcome o where o.job_id = j.id)""";

    private static final String UNPAID = """
            select 'job ' || j.id || ' is for ' || j.payment_amount || ', its payment is of ' || coalesce(p.amount::text, 'nothing')
            from core.job j left join core.payment p on p.job_id = j.id
            where j.payment_amount is not null
              and (p.amount, p.currency, p.payer) is distinct from (j.payment_amount, j.payment_currency, j.client)""";

    private static final String JOBLESS = """
            select 'payment ' || p.id || ' has no job' from core.payment p
            where not exists (select from core.job j where j.id = p.job_id)""";

    /** A canceled job is left out where some of its work was saved: a share is paid then. */
    private static final String SETTLED = """
            select 'payment ' || p.id || ' of a job that is ' || o.state || ': ' || to_jsonb(p) || ', hold ' || coalesce(to_jsonb(h), 'null')
            from core.payment p join core.outcome o on o.job_id = p.job_id
            left join core.miner m on m.id = o.miner_id left join payment.hold h on h.id = p.id
            where p.released + p.refunded <> p.amount or p.fee <> trunc(p.released * 0.025, 8)
              or (h.amount, h.posted, h.resolved_by) is distinct from (p.amount, p.released, p.settlement)
              or case o.state
                when 'COMPLETED' then (p.status, p.payee, p.miner_id, p.released)
                  is distinct from ('released', m.owner, o.miner_id, least(o.price, p.amount))
                else (p.status, p.payee, p.released) is distinct from ('refunded', null::text, 0::numeric)
                  and not (o.state = 'CANCELED' and exists (select from core.checkpoint c where c.job_id = p.job_id)) end""";

    private static final String OPEN =
            "select 'payment ' || id || ' is ' || status from core.payment where settled_at is null";

    private static final String ORPHANS = """
            select 'hold ' || h.id || ' has no payment and is ' || h.state || ', ' || h.posted || ' of it paid out' from payment.hold h
            where not exists (select from core.payment p where p.id = h.id) and (h.state <> 'voided' or h.posted <> 0)""";

    private static final String DECIDED_ONCE = """
            select 'hold ' || h.id || ' is ' || h.state || ' and was decided about ' || count(p.id) || ' times' from payment.hold h
            left join payment.posting p on p.reference = replace(h.id::text, '-', '') and p.kind <> 'escrow.hold'
            group by h.id having count(p.id) <> 1 or h.state = 'pending' or bool_or(p.id is distinct from h.resolved_by)""";

    private static final String HELD_ONCE = """
            select 'into ' || account || ' went ' || e.sum || ', its holds are of ' || h.sum
            from (select e.account, sum(e.amount) from payment.entry e join payment.posting p on p.id = e.posting
                  where p.kind = 'escrow.hold' and e.amount > 0 group by e.account) e
            full join (select held_in as account, sum(amount) from payment.hold group by held_in) h using (account)
            where e.sum is distinct from h.sum""";

    private static final String STILL_HELD =
            "select owner || ' still has ' || balance || ' in escrow' from payment.account where kind = 'escrow' and balance <> 0";

    private static final String OVERDRAWN =
            "select owner || ' has ' || balance || ' ' || kind from payment.account where balance < 0 and kind <> 'external'";

    private static final String NOT_ZERO =
            "select currency || ' adds up to ' || sum(balance) from payment.account group by currency having sum(balance) <> 0";

    private static final String REPLAYED = """
            select 'account ' || a.id || ' has ' || a.balance || ', its entries add up to ' || coalesce(e.sum, 0) from payment.account a
            left join (select account, sum(amount) from payment.entry group by account) e on e.account = a.id
            where a.balance <> coalesce(e.sum, 0)""";

    private static final String RUNNING = """
            select 'entry ' || seq || ' leaves ' || balance || ', those up to it add up to ' || replayed
            from (select seq, balance, sum(amount) over (partition by account order by seq) as replayed from payment.entry) e
            where balance <> replayed""";

    private static final String ENTRIES = """
            select e.seq, e.posting, e.account, a.currency, e.amount, e.balance, e.at, encode(e.hash, 'hex') as hash
            from payment.entry e left join payment.account a on a.id = e.account order by e.seq""";

    private static final String HEAD = "select seq, encode(hash, 'hex') from payment.head";

    private static final String EARNED = """
            select who, sum(amount) from (
              select payee as who, released - fee as amount from core.payment where payee is not null and currency = 'AITBC'
              union all select payer, -released from core.payment where currency = 'AITBC'
              union all select '@network', fee from core.payment where currency = 'AITBC') moved
            group by who""";

    private static final String PURSES = """
            select owner, sum(balance) from payment.account
            where currency = 'AITBC' and kind in ('available', 'fees') group by owner""";

    private final Statement statement;
    private final List<String> wrong = new ArrayList<>();

    private Coins(Statement statement) {
        this.statement = statement;
    }

    /**
     * What is wrong, in words; empty when nothing is.
     *
     * @param given how much AITBC each principal was given from outside
     */
    static List<String> wrong(Connection connection, Map<String, BigDecimal> given) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            Coins coins = new Coins(statement);
            coins.count(given);
            return coins.wrong;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void count(Map<String, BigDecimal> given) throws SQLException {
        for (String sql : List.of(
                UNENDED,
                UNPAID,
                JOBLESS,
                SETTLED,
                OPEN,
                ORPHANS,
                DECIDED_ONCE,
                HELD_ONCE,
                STILL_HELD,
                OVERDRAWN,
                NOT_ZERO,
                REPLAYED,
                RUNNING)) {
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    wrong.add(rows.getString(1));
                }
            }
        }
        purses(given);
        chain();
    }

    private void purses(Map<String, BigDecimal> given) throws SQLException {
        Map<String, BigDecimal> due = sums(EARNED);
        given.forEach((who, amount) -> due.merge(who, amount, BigDecimal::add));
        Map<String, BigDecimal> purses = sums(PURSES);
        due.keySet().forEach(who -> purses.putIfAbsent(who, NOTHING));
        purses.forEach((who, has) -> {
            BigDecimal expected = due.getOrDefault(who, NOTHING);
            if (has.compareTo(expected) != 0) {
                wrong.add(who + " has " + has + ", due are " + expected);
            }
        });
    }

    private void chain() throws SQLException {
        ChainCheck chain = new ChainCheck(0, "00", wrong::add);
        try (ResultSet rows = statement.executeQuery(ENTRIES)) {
            while (rows.next()) {
                chain.entry(rows);
            }
        }
        try (ResultSet head = statement.executeQuery(HEAD)) {
            head.next();
            chain.end(head.getLong(1), head.getString(2));
        }
    }

    private Map<String, BigDecimal> sums(String sql) throws SQLException {
        Map<String, BigDecimal> sums = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                sums.put(rows.getString(1), rows.getBigDecimal(2));
            }
        }
        return sums;
    }
}
