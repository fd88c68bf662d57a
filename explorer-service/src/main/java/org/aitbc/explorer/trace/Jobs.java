package org.aitbc.explorer.trace;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the shared tables tell of jobs. */
@Component
class Jobs {

    private static final String JOB = """
            select j.id, j.client, j.type, j.requested_at, j.expires_at, j.payment_currency,
                case when o.job_id is not null then o.state when l.job_id is not null then 'RUNNING' else 'QUEUED' end as state,
                coalesce(o.attempt, l.attempt, r.attempt, 0) as attempt, coalesce(o.miner_id, l.miner_id) as miner,
                coalesce(o.started_at, l.started_at) as started_at, o.ended_at, l.until, o.error_code, o.price, o.receipt_id,
                p.id as payment, p.status as payment_status, p.amount, p.currency, p.released, p.fee, p.refunded,
                p.payer, p.payee, p.created_at as held_at, p.settled_at
            from core.job j
            left join core.outcome o on o.job_id = j.id
            left join core.lease l on l.job_id = j.id
            left join core.ready r on r.class = j.class and r.id = j.id
            left join core.payment p on p.job_id = j.id
            where j.id = ?""";

    /** An id is of one of these. */
    private static final String JOB_OF = """
            select id as job, 'JOB' as kind from core.job where id = :id
            union all select job_id, 'RECEIPT' from core.outcome where receipt_id = :id
            union all select job_id, 'PAYMENT' from core.payment where id = :id""";

    private static final String LAST_OF_MINER = """
            select job_id from core.lease where miner_id = :miner
            union all (select job_id from core.outcome where miner_id = :miner order by job_id desc limit :most) limit :most""";

    private final JdbcClient jdbc;

    Jobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param kind of what the id itself belongs to */
    record Found(UUID job, Kind kind) {}

    /** @param attempt the one it is at or ended with, or 0 */
    record Job(
            String id,
            String client,
            @Nullable String type,
            String state,
            Instant requestedAt,
            Instant expiresAt,
            int attempt,
            @Nullable String miner,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant leasedUntil,
            @Nullable String errorCode,
            @Nullable BigDecimal price,
            String currency,
            @Nullable UUID receipt,
            @Nullable Payment payment) {

        static Job of(ResultSet row, int number) throws SQLException {
            return new Job(
                    Ids.text(row.getObject("id", UUID.class)),
                    row.getString("client"),
                    row.getString("type"),
                    row.getString("state"),
                    row.getTimestamp("requested_at").toInstant(),
                    row.getTimestamp("expires_at").toInstant(),
                    row.getInt("attempt"),
                    row.getString("miner"),
                    time(row, "started_at"),
                    time(row, "ended_at"),
                    time(row, "until"),
                    row.getString("error_code"),
                    row.getBigDecimal("price"),
                    row.getString("payment_currency"),
                    row.getObject("receipt_id", UUID.class),
                    Payment.of(row));
        }
    }

    record Payment(
            UUID id,
            String status,
            BigDecimal amount,
            String currency,
            BigDecimal released,
            BigDecimal fee,
            BigDecimal refunded,
            String payer,
            @Nullable String payee,
            Instant heldAt,
            @Nullable Instant settledAt) {

        static @Nullable Payment of(ResultSet row) throws SQLException {
            UUID id = row.getObject("payment", UUID.class);
            return id == null
                    ? null
                    : new Payment(
                            id,
                            row.getString("payment_status"),
                            row.getBigDecimal("amount"),
                            row.getString("currency"),
                            row.getBigDecimal("released"),
                            row.getBigDecimal("fee"),
                            row.getBigDecimal("refunded"),
                            row.getString("payer"),
                            row.getString("payee"),
                            row.getTimestamp("held_at").toInstant(),
                            time(row, "settled_at"));
        }
    }

    Optional<Found> jobOf(UUID id) {
        return jdbc.sql(JOB_OF).param("id", id).query(Found.class).optional();
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql(JOB).param(id).query(Job::of).optional();
    }

    /** Those that it runs, then those that it ended last. */
    List<UUID> lastOf(String miner, int most) {
        return jdbc.sql(LAST_OF_MINER)
                .param("miner", miner)
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /** When a miner was registered; empty for none. */
    Optional<Instant> registered(String miner) {
        return jdbc.sql("select registered_at from core.miner where id = ?")
                .param(miner)
                .query(Instant.class)
                .optional();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
