package org.aitbc.starter.schedule;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.aitbc.starter.database.DedicatedConnection;

/**
 * Which sweeps this replica leads: those whose advisory lock its session holds. To ask again is to take the lock again, which
 * succeeds for as long as the session lives; when it ends, PostgreSQL gives the lock to the next that asks.
 */
final class Leadership implements AutoCloseable {

    private static final String LOCK = "select pg_try_advisory_lock(hashtextextended(?, 0))";

    private final String service;
    private final DedicatedConnection session;

    Leadership(String service, DedicatedConnection session) {
        this.service = service;
        this.session = session;
    }

    synchronized boolean holds(String sweep) throws SQLException {
        return session.run(connection -> {
            try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
                lock.setString(1, "sweep." + service + "." + sweep);
                try (ResultSet row = lock.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        });
    }

    @Override
    public synchronized void close() {
        session.close();
    }
}
