package org.aitbc.miner.lease;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One job held by one miner. Only the holder may end the job.
 *
 * @param attempt the fence: greater than that of each lease the job had before
 * @param startedAt by the database's clock
 * @param startedNanos the same moment on this process's monotonic clock
 * @param until when it lapses unless renewed, as of the grant
 * @param expiresAt the job's own end, which no renewal passes
 * @param requirement the job's class
 * @param payload the job's payload as JSON text; null where a claim left it out
 * @param payloadBytes how long it is
 * @param amount the fixed price, or null for one by the second
 * @param budget the money that is held for a price by the second, or null where it bounds nothing
 * @param fundedUntil until when the budget pays, which no renewal passes
 */
public record Lease(
        UUID jobId,
        UUID id,
        String minerId,
        int attempt,
        Instant startedAt,
        long startedNanos,
        Instant until,
        Instant expiresAt,
        String client,
        int requirement,
        Instant requestedAt,
        @Nullable String payload,
        int payloadBytes,
        @Nullable BigDecimal amount,
        String currency,
        @Nullable BigDecimal budget,
        @Nullable Instant fundedUntil) {

    /**
     * What {@link #of} reads, from a lease {@code l} and its job {@code j}. Only what money bounds looks for it.
     *
     * @param payload where the payload is read from
     */
    public static String columns(String payload) {
        return """
            l.job_id, l.id, l.miner_id, l.attempt, l.started_at, l.until, l.expires_at, clock_timestamp() as now,
            j.client, j.class, j.requested_at, %s, octet_length(j.payload::text), j.payment_amount, j.payment_currency,
            case when l.funded_until is not null then
              (select p.amount from core.payment p where p.job_id = l.job_id) end,
            l.funded_until""".formatted(payload);
    }

    public static Lease of(ResultSet row, int ignored) throws SQLException {
        Timestamp fundedUntil = row.getTimestamp(17);
        Instant startedAt = row.getTimestamp(5).toInstant();
        return new Lease(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getInt(4),
                startedAt,
                System.nanoTime()
                        - Duration.between(startedAt, row.getTimestamp(8).toInstant())
                                .toNanos(),
                row.getTimestamp(6).toInstant(),
                row.getTimestamp(7).toInstant(),
                row.getString(9),
                row.getInt(10),
                row.getTimestamp(11).toInstant(),
                row.getString(12),
                row.getInt(13),
                row.getBigDecimal(14),
                row.getString(15),
                row.getBigDecimal(16),
                fundedUntil == null ? null : fundedUntil.toInstant());
    }

    /** How long the miner has had the job. */
    public Duration elapsed() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - startedNanos));
    }
}
