package org.aitbc.starter.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.aitbc.servicetest.TestDatabase;

/** Connections to the test database, and ways to lose them. */
public final class TestConnections {

    private TestConnections() {}

    public static DedicatedConnections open() {
        return new DedicatedConnections(TestDatabase.url(), "postgres", "postgres");
    }

    /** Runs one statement on a connection of its own. */
    public static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(TestDatabase.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server process behind a connection. */
    public static int backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var result = statement.executeQuery("select pg_backend_pid()")) {
            result.next();
            return result.getInt(1);
        }
    }

    /** Ends a server process as an operator would, and waits until it is gone. */
    public static void terminate(int backend) {
        execute("select pg_terminate_backend(" + backend + ", 5000)");
    }
}
