package org.aitbc.starter.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One connection of a single-threaded loop, opened when first needed and again after it broke. */
public final class DedicatedConnection implements AutoCloseable {

    private final DedicatedConnections connections;
    private @Nullable Connection open;

    public DedicatedConnection(DedicatedConnections connections) {
        this.connections = connections;
    }

    /** What a loop does with its connection. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does the work; a connection that broke meanwhile is thrown away.
     *
     * @throws SQLException as the work or the opening did; whether the work was committed is then unknown, except for
     *     errors of data, see {@link SqlStates}
     */
    public <T> T run(Work<T> work) throws SQLException {
        Connection connection = open;
        if (connection == null) {
            connection = connections.byKey();
            open = connection;
        }
        try {
            return work.on(connection);
        } catch (SQLException e) {
            if (!SqlStates.isDataError(e)) {
                close();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        Connection connection = open;
        open = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException alreadyBroken) {
                // nothing is left to be done for it
            }
        }
    }
}
