package org.aitbc.payment.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import org.aitbc.starter.database.OwnConnection;

/** Several statements of a loop's own connection as one transaction. */
public final class InTransaction {

    private InTransaction() {}

    /** Commits when the work returns, and rolls back when it throws. */
    public static <T> T on(Connection connection, OwnConnection.Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
