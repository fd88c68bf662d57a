package org.aitbc.bench.chaos.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.aitbc.bench.chaos.check.Books.Account;
import org.aitbc.bench.chaos.check.Books.Entry;
import org.aitbc.bench.chaos.check.Books.Head;
import org.aitbc.bench.chaos.check.Books.Hold;
import org.aitbc.bench.chaos.check.Books.Payment;
import org.aitbc.bench.chaos.check.Books.Posting;
import org.aitbc.bench.chaos.check.Rows.Earned;
import org.aitbc.bench.chaos.check.Rows.Event;
import org.aitbc.bench.chaos.check.Rows.Floor;
import org.aitbc.bench.chaos.check.Rows.IdempotencyKey;
import org.aitbc.bench.chaos.check.Rows.Job;
import org.aitbc.bench.chaos.check.Rows.LeaseEvent;
import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.check.Rows.Place;
import org.aitbc.bench.chaos.check.Rows.SpotOrder;
import org.aitbc.bench.chaos.check.Rows.Tally;
import org.aitbc.bench.chaos.check.Rows.Vote;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Reads all rows that the checks need, as of one moment. Ids of jobs, leases and receipts are as on the wire; those of the
 * ledger stay as PostgreSQL writes them, which is how the hashes of entries cover them.
 */
public final class Tables {

    private final JdbcClient database;

    private Tables(JdbcClient database) {
        this.database = database;
    }

    public static Rows read(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try {
            return new Tables(JdbcClient.create(new SingleConnectionDataSource(connection, true))).rows();
        } finally {
            connection.rollback();
        }
    }

    private Rows rows() {
        return new Rows(
                all(Job.class, """
                    select replace(id::text, '-', '') as id, client, coalesce(payload ->> 'tag', '') as tag,
                           coalesce(payload ->> 'task', '') as task, payment_amount as amount,
                           payment_currency as currency, requested_at from core.job"""),
                all(Outcome.class, """
                    select replace(job_id::text, '-', '') as job, state, miner_id as miner, attempt, ended_at,
                           error_code as code, price, receipt from core.outcome"""),
                all(String.class, "select replace(id::text, '-', '') from core.ready"),
                all(String.class, "select replace(job_id::text, '-', '') from core.lease"),
                all(LeaseEvent.class, """
                    select op, at, tx as transaction, replace(job::text, '-', '') as job,
                           replace(lease::text, '-', '') as lease, miner, attempt, until from chaos.lease order by seq"""),
                database.sql("select xid::text::bigint, id, event, replace(subject::text, '-', '') from core.outbox")
                        .query((row, _) -> new Event(
                                new Place(row.getLong(1), row.getLong(2)), row.getString(3), row.getString(4)))
                        .list(),
                offsets(),
                all(IdempotencyKey.class, """
                    select principal as client, key as text, replace(resource::text, '-', '') as resource
                    from core.idempotency_key"""),
                owners(),
                new HashSet<>(all(String.class, "select key_id from core.receipt_key")),
                books(),
                floor());
    }

    private Floor floor() {
        return new Floor(
                all(SpotOrder.class, """
                    select replace(id::text, '-', '') as id, owner, coalesce(client_order_id, '') as name, status, remaining
                    from trading.spot_order"""),
                all(String.class, """
                    select replace(split_part(command, ' ', 2), '-', '') from trading.command where command like 'place %'"""),
                all(String.class, "select id::text from payment.trade_reserve"),
                database.sql("select count(*) from trading.move")
                        .query(Integer.class)
                        .single(),
                all(Earned.class, """
                    with traded as (
                      select m.base, m.quote, f.buyer, f.seller, f.quantity * m.lot as goods, f.price * m.tick * f.quantity * m.lot as paid,
                        f.buyer_fee, f.seller_fee from trading.fill f join trading.market m on m.id = f.market)
                    select owner, currency, sum(amount) as amount from (
                      select buyer as owner, base as currency, goods - buyer_fee as amount from traded
                      union all select buyer, quote, -paid from traded
                      union all select seller, quote, paid - seller_fee from traded
                      union all select seller, base, -goods from traded) s group by owner, currency"""),
                all(Vote.class, """
                    select replace(proposal_id::text, '-', '') as proposal, voter_id as voter, choices[1] as choice, power
                    from governance.vote"""),
                all(Tally.class, """
                    select replace(id::text, '-', '') as proposal, votes_for + votes_against + votes_abstain as counted
                    from governance.proposal"""));
    }

    private Books books() {
        return new Books(
                all(Payment.class, """
                    select id::text, replace(job_id::text, '-', '') as job, payer, amount, currency, status, released, fee,
                           refunded, payee, miner_id as miner, settlement::text from core.payment"""),
                all(Hold.class, """
                    select id::text, held_in::text, amount, state, posted, resolved_by::text from payment.hold h
                    where not exists (select from payment.posting p where p.id = h.id and p.kind = 'trade.reserve')"""),
                all(Posting.class, "select id::text, kind, reference from payment.posting"),
                all(Account.class, "select id::text, owner, currency, kind, balance from payment.account"),
                all(Entry.class, """
                    select seq, posting::text, account::text, amount, balance, at, encode(hash, 'hex') as hash
                    from payment.entry order by seq"""),
                all(Head.class, "select seq, encode(hash, 'hex') as hash from payment.head")
                        .getFirst());
    }

    private Map<String, Place> offsets() {
        Map<String, Place> offsets = new HashMap<>();
        database.sql("select reader, xid::text::bigint, id from core.outbox_offset")
                .query(row -> {
                    offsets.put(row.getString(1), new Place(row.getLong(2), row.getLong(3)));
                });
        return offsets;
    }

    private Map<String, String> owners() {
        Map<String, String> owners = new HashMap<>();
        database.sql("select id, owner from core.miner").query(row -> {
            owners.put(row.getString(1), row.getString(2));
        });
        return owners;
    }

    private <T> List<T> all(Class<T> type, String sql) {
        return database.sql(sql).query(type).list();
    }
}
