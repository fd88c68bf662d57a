package org.aitbc.market.booking;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether a GPU's worker is there, by its heartbeats. */
@Component
class Presence {

    private final JdbcClient jdbc;
    private final BookingSettings settings;

    Presence(JdbcClient jdbc, BookingSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** When the worker was heard of last; empty where the suite has never heard of it. */
    Optional<Instant> lastSeen(@Nullable String miner) {
        return jdbc.sql("select last_seen from core.miner_beat where miner_id = ?")
                .param(miner)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Known, and silent. */
    boolean isAway(@Nullable String miner, Instant now) {
        return lastSeen(miner)
                .filter(seen -> seen.isBefore(now.minus(settings.silence())))
                .isPresent();
    }
}
