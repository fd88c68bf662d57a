package org.aitbc.starter.database;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database's time: the one clock that decides when something begins or ends. */
public class DatabaseClock {

    private final JdbcClient jdbc;

    public DatabaseClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The time of the call, also within a transaction that waited for a lock. */
    public Instant now() {
        return jdbc.sql("select clock_timestamp()").query(Instant.class).single();
    }
}
