package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aitbc.payment.ledger.Batch.Digested;
import org.aitbc.payment.ledger.Batch.Entry;
import org.aitbc.payment.ledger.Batch.Held;
import org.aitbc.starter.batch.Columns;

/** Writes what a batch came to, in one statement. */
final class LedgerWrite {

    private static final String WRITE = """
            with posting as (
              insert into payment.posting (id, kind, reference, digest, at)
              select id, kind, reference, decode(digest, 'hex'), ?
              from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as i(id, kind, reference, digest)
              returning id, kind),
            sent as (insert into core.outbox (event, subject) select 'payment.sent', id from posting where kind = 'send'),
            entry as (
              insert into payment.entry (seq, posting, account, amount, balance, at, hash)
              select seq, posting, account, amount, balance, ?, decode(hash, 'hex')
              from unnest(?::int8[], ?::uuid[], ?::uuid[], ?::numeric[], ?::numeric[], ?::text[])
                as i(seq, posting, account, amount, balance, hash)),
            opened as (
              insert into payment.hold (id, account, held_in, amount, state, posted, resolved_by, at)
              select i.*, ? from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::numeric[], ?::text[], ?::numeric[], ?::uuid[]) as i),
            resolved as (
              update payment.hold h set state = i.state, posted = i.posted, resolved_by = i.by
              from unnest(?::uuid[], ?::text[], ?::numeric[], ?::uuid[]) as i(id, state, posted, by) where h.id = i.id),
            moved as (
              update payment.account a set balance = i.balance
              from unnest(?::uuid[], ?::numeric[]) as i(id, balance) where a.id = i.id
              returning a.id, a.owner, a.currency, a.kind, old.balance as before, new.balance as after),
            spent as (
              update core.spend_limit l set spent = i.spent, day = i.day, day_spent = i.day_spent
              from unnest(?::text[], ?::text[], ?::numeric[], ?::date[], ?::numeric[]) as i(owner, currency, spent, day, day_spent)
              where l.owner = i.owner and l.currency = i.currency),
            low as (
              insert into core.outbox (event, subject)
              select 'wallet.low_balance', m.id from moved m
              join core.spend_limit l on l.owner = m.owner and l.currency = m.currency
              where m.kind = 'available' and m.before >= l.low_balance and m.after < l.low_balance)
            update payment.head set seq = ?, hash = decode(?, 'hex')""";

    private LedgerWrite() {}

    static void run(Connection connection, Batch batch) throws SQLException {
        List<Entry> entries = batch.entries();
        List<Held> opened = batch.changedHolds().stream().filter(Held::isNew).toList();
        List<Held> resolved =
                batch.changedHolds().stream().filter(hold -> !hold.isNew()).toList();
        List<Map.Entry<Account, BigDecimal>> moved =
                List.copyOf(batch.changedBalances().entrySet());
        List<Map.Entry<Account, SpendLimit>> limits =
                List.copyOf(batch.changedLimits().entrySet());
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            Timestamp at = Timestamp.from(batch.at());
            statement.setTimestamp(1, at);
            Columns.set(
                    statement, 2, "uuid", batch.written(), one -> one.posting().id());
            Columns.set(
                    statement, 3, "text", batch.written(), one -> one.posting().kind());
            Columns.set(
                    statement, 4, "text", batch.written(), one -> one.posting().reference());
            Columns.set(statement, 5, "text", batch.written(), Digested::digest);
            statement.setTimestamp(6, at);
            Columns.set(statement, 7, "int8", entries, Entry::seq);
            Columns.set(statement, 8, "uuid", entries, Entry::posting);
            Columns.set(statement, 9, "uuid", entries, Entry::account);
            Columns.set(statement, 10, "numeric", entries, Entry::amount);
            Columns.set(statement, 11, "numeric", entries, Entry::balance);
            Columns.set(statement, 12, "text", entries, Entry::hash);
            statement.setTimestamp(13, at);
            Columns.set(statement, 14, "uuid", opened, Held::id);
            Columns.set(statement, 15, "uuid", opened, hold -> batch.id(hold.from()));
            Columns.set(statement, 16, "uuid", opened, hold -> batch.id(hold.heldIn()));
            Columns.set(statement, 17, "numeric", opened, Held::amount);
            Columns.set(statement, 18, "text", opened, LedgerWrite::state);
            Columns.set(statement, 19, "numeric", opened, Held::posted);
            Columns.set(statement, 20, "uuid", opened, Held::resolvedBy);
            Columns.set(statement, 21, "uuid", resolved, Held::id);
            Columns.set(statement, 22, "text", resolved, LedgerWrite::state);
            Columns.set(statement, 23, "numeric", resolved, Held::posted);
            Columns.set(statement, 24, "uuid", resolved, Held::resolvedBy);
            Columns.set(statement, 25, "uuid", moved, one -> batch.id(one.getKey()));
            Columns.set(statement, 26, "numeric", moved, Map.Entry::getValue);
            Columns.set(statement, 27, "text", limits, one -> one.getKey().owner());
            Columns.set(
                    statement,
                    28,
                    "text",
                    limits,
                    one -> one.getKey().currency().name());
            Columns.set(statement, 29, "numeric", limits, one -> one.getValue().spent());
            Columns.set(statement, 30, "date", limits, one -> one.getValue().day());
            Columns.set(statement, 31, "numeric", limits, one -> one.getValue().spentOfDay());
            statement.setLong(32, batch.seq());
            statement.setString(33, batch.hash());
            statement.executeUpdate();
        }
    }

    private static String state(Held hold) {
        return hold.resolution() == null ? "pending" : hold.resolution().name().toLowerCase(Locale.ROOT);
    }
}
