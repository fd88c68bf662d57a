package org.aitbc.bench.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting.Transfer;

/**
 * The usual way: a transaction for each transfer, which locks the rows of both accounts in the order of their ids and sends
 * similar statements in one round trip. There is no hash chain, and nothing would notice a repetition.
 */
final class RowLocks implements Ledger {

    /** The ledger's tables without what the usual way does not have, with the same accounts and balances. */
    static final String TABLES = """
            create schema usual;
            create table usual.account (like payment.account including all);
            insert into usual.account select * from payment.account;
            create table usual.entry (like payment.entry including all);
            alter table usual.entry drop column hash;
            alter table usual.entry alter column seq add generated always as identity""";

    private static final String LOCK =
            "select id, balance from usual.account where id in (?, ?) order by id for update";
    private static final String ENTRY =
            "insert into usual.entry (posting, account, amount, balance, at) values (?, ?, ?, ?, now())";
    private static final String BALANCE = "update usual.account set balance = ? where id = ?";

    private final HikariDataSource pool;
    private final Map<Account, UUID> ids = new HashMap<>();

    RowLocks(Database database, int connections) throws SQLException {
        pool = database.pool(connections);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select owner, currency, kind, id from usual.account")) {
            while (row.next()) {
                Account account = new Account(
                        row.getString(1), Currency.valueOf(row.getString(2)), Account.Kind.of(row.getString(3)));
                ids.put(account, row.getObject(4, UUID.class));
            }
        }
    }

    @Override
    public Books books() {
        return new Books("usual", "posting");
    }

    @Override
    public void post(UUID id, Transfer transfer) throws SQLException {
        UUID from = Objects.requireNonNull(ids.get(transfer.from()));
        UUID to = Objects.requireNonNull(ids.get(transfer.to()));
        try (Connection connection = pool.getConnection()) {
            try {
                Map<UUID, BigDecimal> balances = lock(connection, from, to);
                try (PreparedStatement entry = connection.prepareStatement(ENTRY);
                        PreparedStatement balance = connection.prepareStatement(BALANCE)) {
                    move(entry, balance, id, from, transfer.amount().negate(), balances);
                    move(entry, balance, id, to, transfer.amount(), balances);
                    entry.executeBatch();
                    balance.executeBatch();
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private static Map<UUID, BigDecimal> lock(Connection connection, UUID from, UUID to) throws SQLException {
        Map<UUID, BigDecimal> balances = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setObject(1, from);
            statement.setObject(2, to);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    balances.put(row.getObject(1, UUID.class), row.getBigDecimal(2));
                }
            }
        }
        return balances;
    }

    private static void move(
            PreparedStatement entry,
            PreparedStatement balance,
            UUID id,
            UUID account,
            BigDecimal amount,
            Map<UUID, BigDecimal> balances)
            throws SQLException {
        BigDecimal after = balances.merge(account, amount, BigDecimal::add);
        if (after.signum() < 0) {
            throw new IllegalStateException("the balance does not cover this");
        }
        entry.setObject(1, id);
        entry.setObject(2, account);
        entry.setBigDecimal(3, amount);
        entry.setBigDecimal(4, after);
        entry.addBatch();
        balance.setBigDecimal(1, after);
        balance.setObject(2, account);
        balance.addBatch();
    }
}
