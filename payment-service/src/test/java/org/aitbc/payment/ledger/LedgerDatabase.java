package org.aitbc.payment.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.starter.database.DedicatedConnections;

/** A ledger on a database of its own, for tests that need nothing else of the service. */
final class LedgerDatabase {

    private static final String URL = TestDatabase.create("ledger", List.of("core", "payment"));

    private LedgerDatabase() {}

    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    static DataSource dataSource() {
        return TestDatabase.dataSource(URL);
    }

    static DedicatedConnections connections() {
        return new DedicatedConnections(URL, null, null);
    }

    /** A connection to it, after it was emptied. */
    static Connection empty() throws SQLException {
        Connection connection = dataSource().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    alter table payment.entry disable trigger all; alter table payment.posting disable trigger all;
                    truncate payment.account, payment.posting, payment.entry, payment.hold, core.spend_limit;
                    update payment.head set seq = 0, hash = '\\x00';
                    alter table payment.entry enable trigger all; alter table payment.posting enable trigger all""");
        }
        return connection;
    }

    static void rows(Connection connection, String sql, Row row) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.read(rows);
            }
        }
    }
}
