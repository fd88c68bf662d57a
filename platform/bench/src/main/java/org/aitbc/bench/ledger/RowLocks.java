package org.aitbc.bench.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.bench.ledger.Order.Side;
import org.aitbc.payment.ledger.Account;
import org.aitbc.starter.batch.Columns;

/**
 * The usual way: a transaction for each order, which locks the rows of its accounts in the order of their ids. There is no
 * hash chain, and nothing would notice a repetition.
 */
final class RowLocks implements Way {

    /** The ledger's tables without what the usual way does not have, with the same accounts and balances. */
    static final String TABLES = """
            create schema usual;
            create table usual.account (like payment.account including all);
            insert into usual.account select * from payment.account;
            create table usual.entry (like payment.entry including all);
            alter table usual.entry drop column hash;
            alter table usual.entry alter column seq add generated always as identity""";

    private static final String LOCK = "select id, balance from usual.account where id = any(?) order by id for update";
    private static final String ENTRY =
            "insert into usual.entry (posting, account, amount, balance, at) values (?, ?, ?, ?, now())";
    private static final String BALANCE = "update usual.account set balance = ? where id = ?";

    private final HikariDataSource pool;
    private final Map<Account, UUID> ids;
    private final boolean together;

    /** @param together whether statements that are alike go to the server in one round trip */
    RowLocks(Database database, int connections, boolean together) throws SQLException {
        this.pool = database.pool(connections);
        this.together = together;
        try (Connection connection = pool.getConnection()) {
            this.ids = Accounts.ids(connection);
        }
    }

    @Override
    public String name() {
        return "row locks";
    }

    @Override
    public Book book() {
        return new Book("usual", "posting");
    }

    @Override
    public void carryOut(Order order) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try {
                Map<UUID, BigDecimal> balances = lock(connection, order.sides());
                write(connection, order, balances);
                move(connection, balances);
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

    private Map<UUID, BigDecimal> lock(Connection connection, List<Side> sides) throws SQLException {
        List<Account> accounts = sides.stream().map(Side::account).distinct().toList();
        Map<UUID, BigDecimal> balances = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            Columns.set(statement, 1, "uuid", accounts, ids::get);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    balances.put(row.getObject(1, UUID.class), row.getBigDecimal(2));
                }
            }
        }
        return balances;
    }

    private void write(Connection connection, Order order, Map<UUID, BigDecimal> balances) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ENTRY)) {
            for (Side side : order.sides()) {
                UUID account = Objects.requireNonNull(ids.get(side.account()));
                BigDecimal after = balances.merge(account, side.amount(), BigDecimal::add);
                if (after.signum() < 0) {
                    throw new IllegalStateException("the balance does not cover this");
                }
                statement.setObject(1, order.id());
                statement.setObject(2, account);
                statement.setBigDecimal(3, side.amount());
                statement.setBigDecimal(4, after);
                send(statement);
            }
            finish(statement);
        }
    }

    private void move(Connection connection, Map<UUID, BigDecimal> balances) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BALANCE)) {
            for (Map.Entry<UUID, BigDecimal> balance : balances.entrySet()) {
                statement.setBigDecimal(1, balance.getValue());
                statement.setObject(2, balance.getKey());
                send(statement);
            }
            finish(statement);
        }
    }

    private void send(PreparedStatement statement) throws SQLException {
        if (together) {
            statement.addBatch();
        } else {
            statement.executeUpdate();
        }
    }

    private void finish(PreparedStatement statement) throws SQLException {
        if (together) {
            statement.executeBatch();
        }
    }
}
