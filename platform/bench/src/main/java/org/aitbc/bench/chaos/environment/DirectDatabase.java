package org.aitbc.bench.chaos.environment;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Connections to PostgreSQL that no fault affects. */
public record DirectDatabase(int port, String password) {

    static final String NAME = "chaos";

    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "aitbc");
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", NAME);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("options", "-c default_transaction_read_only=off");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/aitbc", properties);
    }

    /** Executes statements on a connection of its own. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public long count(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Ends the sessions of all but the harness; how many there were. */
    public long terminateBackends() throws SQLException {
        return count("""
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where usename = 'aitbc' and application_name <> '%s'\
            """.formatted(NAME));
    }
}
