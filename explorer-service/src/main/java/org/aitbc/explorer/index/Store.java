package org.aitbc.explorer.index;

import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.aitbc.explorer.index.Run.Touch;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;

/** The tables of a chain, as its one writer changes them. */
final class Store {

    private static final String LOCK = "select pg_try_advisory_lock(hashtextextended('explorer.index.' || ?, 0))";

    private static final String BEGIN =
            "insert into explorer.progress (chain_id, first, indexed, head) values (?, ?, ?, ?) on conflict do nothing";

    private static final String PROGRESS =
            "select " + Progresses.COLUMNS + " from explorer.progress where chain_id = ?";

    private static final String MOVE = """
            update explorer.progress set indexed = ?, hash = decode(substr(?, 3), 'hex'), head = ?, halted = null, updated_at = now()
            where chain_id = ? and indexed = ?""";

    private static final String VERSIONS = """
            insert into explorer.address_version (chain_id, address, height, tx_count, balance)
            select ?, decode(substr(t.address, 3), 'hex'), t.height, coalesce(b.tx_count, 0) + t.txs, t.balance
            from unnest(?, ?, ?, ?) t (address, height, txs, balance)
            left join lateral (select v.tx_count from explorer.address_version v
                where v.chain_id = ? and v.address = decode(substr(t.address, 3), 'hex') and v.height < ?
                order by v.height desc limit 1) b on true""";

    private static final String OWE = """
            insert into explorer.owed_balance (chain_id, address)
            select ?, decode(substr(t.address, 3), 'hex') from unnest(?) t (address) on conflict do nothing""";

    private static final String OWED =
            "select '0x' || encode(address, 'hex') from explorer.owed_balance where chain_id = ? limit ?";

    private static final String PAY = """
            update explorer.address_version v set balance = t.balance
            from unnest(?, ?) t (address, balance)
            where v.chain_id = ? and v.address = decode(substr(t.address, 3), 'hex') and v.balance is null
              and not exists (select from explorer.address_version m
                  where m.chain_id = v.chain_id and m.address = v.address and m.height > v.height)""";

    private static final String PAID = """
            delete from explorer.owed_balance o using unnest(?) t (address)
            where o.chain_id = ? and o.address = decode(substr(t.address, 3), 'hex')""";

    private static final String HASHES =
            "select height, '0x' || encode(hash, 'hex') from explorer.block where chain_id = ? and height between ? and ?";

    private static final String MOVE_BACK = """
            update explorer.progress p set indexed = b.height, hash = b.hash, reorgs = reorgs + 1, halted = null, updated_at = now()
            from explorer.block b where p.chain_id = ? and p.indexed = ? and b.chain_id = p.chain_id and b.height = ?""";

    /** All that hangs on a block is named here, and nowhere else. */
    private static final List<String> UNWIND = List.of(
            // what is the last version then may have no balance
            """
            insert into explorer.owed_balance (chain_id, address)
            select distinct chain_id, address from explorer.address_version where chain_id = ? and height > ?
            on conflict do nothing""",
            "delete from explorer.address_version where chain_id = ? and height > ?",
            "delete from explorer.token_transfer where chain_id = ? and height > ?",
            "delete from explorer.log where chain_id = ? and height > ?",
            "delete from explorer.transaction where chain_id = ? and height > ?",
            "delete from explorer.block where chain_id = ? and height > ?");

    private final Session session;
    private final long chainId;

    Store(Connection connection, long chainId) {
        this.session = new Session(connection);
        this.chainId = chainId;
    }

    /** Whether this session is the chain's one writer from now on. */
    boolean lock() throws SQLException {
        try (PreparedStatement statement = session.prepared(LOCK, String.valueOf(chainId));
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Where the chain stands; a chain that is new begins. */
    Progress begin(LongSupplier start, long head) throws SQLException {
        Progress progress = progress();
        if (progress == null) {
            long first = start.getAsLong();
            session.update(BEGIN, chainId, first, first - 1, head);
            progress = progress();
        }
        if (progress == null) {
            throw new SQLException("no progress of chain " + chainId);
        }
        return progress;
    }

    @Nullable
    Progress progress() throws SQLException {
        try (PreparedStatement statement = session.prepared(PROGRESS, chainId);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? new Progress(
                            row.getLong("chain_id"),
                            row.getLong("first"),
                            row.getLong("indexed"),
                            row.getString("hash"),
                            row.getLong("head"),
                            row.getLong("reorgs"),
                            row.getString("halted"))
                    : null;
        }
    }

    /** The hashes of the blocks that are stored at some heights. */
    Map<Long, String> hashes(long from, long to) throws SQLException {
        Map<Long, String> hashes = new HashMap<>();
        try (PreparedStatement statement = session.prepared(HASHES, chainId, from, to);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                hashes.put(row.getLong(1), row.getString(2));
            }
        }
        return hashes;
    }

    /** Writes a run after the blocks that are there, in one transaction with the progress. */
    Progress append(Progress at, Run run, long head) throws SQLException {
        Rows rows = new Rows(chainId, at.first());
        run.blocks().forEach(rows::add);
        return session.inTransaction(() -> {
            CopyManager copy = session.copies();
            for (Table table : Table.values()) {
                String lines = rows.of(table);
                if (!lines.isEmpty()) {
                    copy.copyIn(table.copy, new StringReader(lines));
                }
            }
            versions(run);
            owe(run);
            long last = run.last().height();
            moved(session.update(MOVE, last, run.last().hash(), Math.max(head, last), chainId, at.indexed()));
            return new Progress(chainId, at.first(), last, run.last().hash(), Math.max(head, last), at.reorgs(), null);
        });
    }

    /** Removes all blocks above one, and all that was derived from them. @return where the chain stands then */
    Progress unwind(Progress at, long fork) throws SQLException {
        return session.inTransaction(() -> {
            moved(session.update(MOVE_BACK, chainId, at.indexed(), fork));
            for (String sql : UNWIND) {
                session.update(sql, chainId, fork);
            }
            return Objects.requireNonNull(progress());
        });
    }

    /** Removes all that was ever read. */
    void clear(Progress at) throws SQLException {
        session.inTransaction(() -> {
            moved(session.update(
                    "delete from explorer.progress where chain_id = ? and indexed = ?", chainId, at.indexed()));
            for (String sql : UNWIND) {
                session.update(sql, chainId, -1L);
            }
            return session.update("delete from explorer.owed_balance where chain_id = ?", chainId);
        });
    }

    /** Addresses whose balance is to be asked for. */
    List<String> owed(int most) throws SQLException {
        List<String> addresses = new ArrayList<>();
        try (PreparedStatement statement = session.prepared(OWED, chainId, most);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                addresses.add(row.getString(1));
            }
        }
        return addresses;
    }

    /** Completes the last versions of addresses. */
    void pay(Map<String, String> balances) throws SQLException {
        List<Object[]> told = balances.entrySet().stream()
                .map(one -> new Object[] {one.getKey(), new BigDecimal(one.getValue())})
                .toList();
        session.inTransaction(() -> {
            session.update(PAY, session.column(told, 0, "text"), session.column(told, 1, "numeric"), chainId);
            return session.update(PAID, session.column(told, 0, "text"), chainId);
        });
    }

    void halt(String why, long head) throws SQLException {
        session.update(
                "update explorer.progress set halted = ?, head = ?, updated_at = now() where chain_id = ?",
                why,
                head,
                chainId);
    }

    void head(long head) throws SQLException {
        session.update("update explorer.progress set head = ?, halted = null where chain_id = ?", head, chainId);
    }

    private void versions(Run run) throws SQLException {
        List<Object[]> versions = new ArrayList<>();
        Map<String, Integer> totals = new HashMap<>();
        for (Block block : run.blocks()) {
            block.touched().forEach((address, count) -> {
                String balance = run.balances().get(new Touch(address, block.height()));
                versions.add(new Object[] {
                    address,
                    block.height(),
                    totals.merge(address, count, Integer::sum),
                    balance == null ? null : new BigDecimal(balance)
                });
            });
        }
        if (!versions.isEmpty()) {
            session.update(
                    VERSIONS,
                    chainId,
                    session.column(versions, 0, "text"),
                    session.column(versions, 1, "bigint"),
                    session.column(versions, 2, "int"),
                    session.column(versions, 3, "numeric"),
                    chainId,
                    run.first().height());
        }
    }

    private void owe(Run run) throws SQLException {
        Object[] addresses = run.untold().toArray();
        if (addresses.length > 0) {
            session.update(OWE, chainId, session.array("text", addresses));
        }
    }

    private static void moved(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("somebody else moved the progress");
        }
    }
}
