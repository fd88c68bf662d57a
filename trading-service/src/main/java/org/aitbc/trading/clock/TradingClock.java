package org.aitbc.trading.clock;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The database's time: the one clock that decides when something begins or ends. */
@Component
public class TradingClock {

    private final JdbcClient jdbc;

    public TradingClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The time of the call, also within a transaction that waited for a lock. */
    public Instant now() {
        return jdbc.sql("select clock_timestamp()").query(Instant.class).single();
    }
}
