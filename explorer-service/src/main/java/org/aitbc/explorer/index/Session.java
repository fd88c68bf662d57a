package org.aitbc.explorer.index;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** A connection, and the few things that are done with it. */
final class Session {

    private final Connection connection;

    Session(Connection connection) {
        this.connection = connection;
    }

    interface Work<T> {
        T run() throws SQLException, IOException;
    }

    <T> T inTransaction(Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } catch (IOException e) {
            connection.rollback();
            throw new SQLException(e);
        } finally {
            connection.setAutoCommit(true);
        }
    }

    int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        }
    }

    PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    Array array(String type, Object[] elements) throws SQLException {
        return connection.createArrayOf(type, elements);
    }

    /** One column of rows, as an array. */
    Array column(List<Object[]> rows, int column, String type) throws SQLException {
        return array(type, rows.stream().map(row -> row[column]).toArray());
    }
}
