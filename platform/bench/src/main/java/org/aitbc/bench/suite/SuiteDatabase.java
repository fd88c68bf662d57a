package org.aitbc.bench.suite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A suite's PostgreSQL, for what cannot be seen through the gateway. */
public record SuiteDatabase(SuiteProcess suite) {

    /** A session in autocommit. */
    public Connection connect() throws SQLException {
        return suite.connect();
    }

    /** The one number that a query answers. */
    public double number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }

    public void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
