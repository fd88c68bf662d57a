package org.aitbc.payment.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to an endpoint, as its owner sees it.
 *
 * @param messageId the {@code webhook-id} it is sent with each time
 * @param event name of the event, such as job.completed
 * @param status {@code pending}, {@code delivered} or {@code dead}
 * @param attempts how often it was sent
 * @param nextAttemptAt null once it has ended
 * @param endedAt when it was delivered or given up
 * @param responseStatus of the last attempt, as the next two
 * @param response the beginning of what was answered
 * @param error why nothing was answered
 * @param payload what is sent
 */
record Delivery(
        String id,
        String messageId,
        String event,
        String status,
        int attempts,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt,
        @Nullable Integer responseStatus,
        @Nullable String response,
        @Nullable String error,
        RawJson payload) {

    static Delivery of(ResultSet row, int ignored) throws SQLException {
        String id = Ids.text(row.getObject("id", UUID.class));
        Timestamp ended = row.getTimestamp("ended_at");
        Instant due = row.getTimestamp("due").toInstant();
        return new Delivery(
                id,
                Claim.MESSAGE + id,
                row.getString("event"),
                row.getString("status"),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                ended == null ? due : null,
                ended == null ? null : ended.toInstant(),
                row.getObject("response_status", Integer.class),
                row.getString("response"),
                row.getString("error"),
                new RawJson(row.getString("body")));
    }
}
