package org.aitbc.starter.outbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells the suite what happened, in the transaction that makes it happen. */
public final class OutboxWriter {

    private final JdbcClient jdbc;

    OutboxWriter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param event such as {@code booking.closed} */
    public void tell(String event, UUID subject) {
        tell(event, subject, null);
    }

    /** @param data what readers need to know of it: a record or a map, which they read as JSON */
    public void tell(String event, UUID subject, @Nullable Object data) {
        jdbc.sql("insert into core.outbox (event, subject, data) values (?, ?, ?)")
                .param(event)
                .param(subject)
                .param(data)
                .update();
    }
}
