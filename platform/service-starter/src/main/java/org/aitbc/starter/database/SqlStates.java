package org.aitbc.starter.database;

import java.sql.SQLException;

/** What PostgreSQL's error classes mean for a retry. */
public final class SqlStates {

    private SqlStates() {}

    /** The statement was refused for what is in it (class 22 or 23): nothing was written, and it would be refused again. */
    public static boolean isDataError(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** The database takes no writes at the moment: it is a standby, or was told so. */
    public static boolean isReadOnly(SQLException e) {
        return "25006".equals(e.getSQLState());
    }
}
