package org.aitbc.market.booking;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether a GPU's worker is there, by {@code marketplace.worker}. */
@Component
class Presence {

    private final JdbcClient jdbc;

    Presence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** When the worker was heard of last; empty where the suite has never heard of it. */
    Optional<Instant> lastSeen(@Nullable String miner) {
        return jdbc.sql("select last_seen from marketplace.worker where id = ?")
                .param(miner)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Known, and not there. */
    boolean isAway(@Nullable String miner) {
        return jdbc.sql("select exists (select from marketplace.worker where id = ? and presence <> 'online')")
                .param(miner)
                .query(Boolean.class)
                .single();
    }
}
