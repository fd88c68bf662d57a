package org.aitbc.governance.clock;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The database's time: the one clock that decides when a vote begins or ends. */
@Component
public class GovernanceClock {

    private final JdbcClient jdbc;

    public GovernanceClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The time of the call, also within a transaction that waited for a lock. */
    public Instant now() {
        return jdbc.sql("select clock_timestamp()").query(Instant.class).single();
    }
}
