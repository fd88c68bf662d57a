package org.aitbc.domain.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Waits for a database that cannot be reached, and finds it soon after it is back. What else is wrong is said at once. */
final class RetryingDataSource extends DelegatingDataSource {

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final String CONNECTION_EXCEPTION = "08";
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private final Duration patience;

    RetryingDataSource(DataSource database, Duration patience) {
        super(database);
        this.patience = patience;
    }

    private interface Attempt {
        Connection connect() throws SQLException;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return patiently(super::getConnection);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return patiently(() -> super.getConnection(user, password));
    }

    private Connection patiently(Attempt attempt) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return attempt.connect();
            } catch (SQLException e) {
                if (!isAway(e) || System.nanoTime() - start > patience.toNanos()) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static boolean isAway(SQLException e) {
        return e.getSQLState() != null
                && (e.getSQLState().startsWith(CONNECTION_EXCEPTION)
                        || e.getSQLState().equals(CANNOT_CONNECT_NOW));
    }

    private static void pause(SQLException reason) throws SQLException {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
