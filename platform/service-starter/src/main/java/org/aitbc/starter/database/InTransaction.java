package org.aitbc.starter.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Several statements of a loop's own connection as one transaction. */
public final class InTransaction {

    private InTransaction() {}

    /** Commits when the work returns, and rolls back when it throws. */
    public static <T> T on(Connection connection, DedicatedConnection.Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.on(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (Throwable failure) {
            // an error as well: turning autocommit on again would commit the half of it
            rollback(connection, failure);
            throw failure;
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }
}
