package org.aitbc.domain.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A job as its client and its miner see it. The members up to {@code payment_status} are the legacy coordinator's; the
 * rest are the older gateway's names for the same facts, and what is new.
 *
 * @param error why it failed, was canceled or expired
 * @param paymentId the payment that holds, or held, its money
 * @param paymentStatus {@code escrowed}, {@code disputed}, {@code released} or {@code refunded}; {@code pending} where a
 *     price was named and no money is held
 * @param price what its receipt says it cost; null until it has completed
 * @param errorCode the reason of {@code error} for programs
 * @param attempt how many leases it has had
 * @param progress 0..1 as its worker last reported it, while it runs, to 4 decimals
 * @param note what its worker says it is at; where it waits again, why it came back
 */
public record JobView(
        @JsonProperty("job_id") String jobId,
        JobState state,
        @JsonProperty("assigned_miner_id") @Nullable String assignedMinerId,
        @JsonProperty("requested_at") Instant requestedAt,
        @JsonProperty("expires_at") Instant expiresAt,
        @Nullable String error,
        @JsonProperty("payment_id") @Nullable String paymentId,
        @JsonProperty("payment_status") @Nullable String paymentStatus,
        @JsonProperty("payment_amount") @Nullable BigDecimal paymentAmount,
        @JsonProperty("payment_currency") String paymentCurrency,
        @Nullable BigDecimal price,
        @JsonProperty("client_id") String clientId,
        @JsonProperty("task_type") @Nullable String taskType,
        @JsonProperty("started_at") @Nullable Instant startedAt,
        @JsonProperty("completed_at") @Nullable Instant completedAt,
        @JsonProperty("error_code") @Nullable String errorCode,
        int attempt,
        @Nullable Double progress,
        @Nullable String note) {

    private static final String PENDING = "pending";
    private static final String ESCROWED = "escrowed";

    /** An amount reads the same just submitted and read back from the database, which fills up to 8 decimals. */
    public JobView {
        paymentAmount = plain(paymentAmount);
        price = plain(price);
        paymentStatus = paymentStatus == null && paymentAmount != null ? PENDING : paymentStatus;
    }

    /**
     * The rows of a view: the state of a job is where its rows are, and a job past its end is expired even before the
     * sweep has come by. To be followed by a {@code where} over {@code job}.
     */
    public static final String SELECT = """
            select * from (
              select j.id, j.client, j.type, j.requested_at, j.expires_at, j.payment_amount, j.payment_currency,
                     coalesce(o.state, case when j.expires_at <= now() then 'EXPIRED'
                                            when l.job_id is not null then 'RUNNING' else 'QUEUED' end) as state,
                     coalesce(o.miner_id, l.miner_id) as miner, coalesce(o.attempt, l.attempt, r.attempt, 0) as attempt,
                     coalesce(o.started_at, l.started_at) as started_at, o.ended_at, o.error_code,
                     coalesce(o.error, case when o.job_id is null and j.expires_at <= now() then 'job expired' end) as error,
                     l.progress, coalesce(l.note, r.note) as note, o.price, p.id as payment_id, p.status as payment_status
              from core.job j
              left join core.ready r on r.class = j.class and r.id = j.id
              left join core.lease l on l.job_id = j.id
              left join core.outcome o on o.job_id = j.id
              left join core.payment p on p.job_id = j.id) job
            """;

    /**
     * What a client is answered when it has just submitted the job.
     *
     * @param payment what holds its money; null where nothing does
     */
    public static JobView queued(
            UUID id,
            String client,
            @Nullable String type,
            Instant requestedAt,
            Instant expiresAt,
            @Nullable BigDecimal amount,
            String currency,
            @Nullable UUID payment) {
        return new JobView(
                Ids.text(id),
                JobState.QUEUED,
                null,
                requestedAt,
                expiresAt,
                null,
                payment == null ? null : Ids.text(payment),
                payment == null ? null : ESCROWED,
                amount,
                currency,
                null,
                client,
                type,
                null,
                null,
                null,
                0,
                null,
                null);
    }

    /** Maps a row of {@link #SELECT}. */
    public static JobView of(ResultSet row, int ignored) throws SQLException {
        UUID payment = row.getObject("payment_id", UUID.class);
        Float progress = row.getObject("progress", Float.class);
        return new JobView(
                Ids.text(row.getObject("id", UUID.class)),
                JobState.valueOf(row.getString("state")),
                row.getString("miner"),
                row.getTimestamp("requested_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("error"),
                payment == null ? null : Ids.text(payment),
                row.getString("payment_status"),
                row.getBigDecimal("payment_amount"),
                row.getString("payment_currency"),
                row.getBigDecimal("price"),
                row.getString("client"),
                row.getString("type"),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("ended_at")),
                row.getString("error_code"),
                row.getInt("attempt"),
                progress == null ? null : Math.round(progress * 1e4) / 1e4,
                row.getString("note"));
    }

    @JsonProperty("id")
    String id() {
        return jobId;
    }

    @JsonProperty("created_at")
    Instant createdAt() {
        return requestedAt;
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
        return amount == null
                ? null
                : amount.setScale(Math.max(0, amount.stripTrailingZeros().scale()));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
