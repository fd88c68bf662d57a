package org.aitbc.starter.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Has a pool let go of a session that takes no writes: it stays so when the database takes them again. */
public final class ReadOnlySessions implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        return SqlStates.isReadOnly(e) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
