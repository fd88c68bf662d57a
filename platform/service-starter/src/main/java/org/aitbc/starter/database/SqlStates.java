package org.aitbc.starter.database;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What PostgreSQL's error classes mean for a retry. */
public final class SqlStates {

    private static final Pattern GIVEN_BY_DATABASE = Pattern.compile("_(pkey|key|fkey|excl|idx)\\d*$");

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

    /** Class 08; the pool gives no state where it has closed the connection meanwhile. */
    public static boolean isConnectionGone(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08");
    }

    /** The unique, exclusion or foreign-key constraint that refused, if it was given a name of its own. */
    public static @Nullable String namedConstraint(SQLException e) {
        if (!Set.of("23503", "23505", "23P01").contains(String.valueOf(e.getSQLState()))
                || !(e instanceof PSQLException refused)
                || refused.getServerErrorMessage() == null) {
            return null;
        }
        String name = refused.getServerErrorMessage().getConstraint();
        return name == null || GIVEN_BY_DATABASE.matcher(name).find() ? null : name;
    }
}
