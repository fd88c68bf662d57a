package org.aitbc.ai.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.starter.batch.Columns;
import org.jspecify.annotations.Nullable;

/** Writes jobs of many requests at once. Used by the one thread that writes. */
final class SubmitStatement {

    /**
     * The jobs of a request, which share their first one's id as head, are written only if each has its money or needs
     * none. On booked time none does, and none outlasts it. The lock makes this and the giving back of held money exclude each other.
     * They are not written either where the client's payloads would pass the quota: what is counted comes first in the sums,
     * then the jobs in their order.
     */
    static final String SQL = """
            with i as (
              select *, octet_length(payload) as bytes from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::int[], ?::text[], ?::text[], ?::int[], ?::numeric[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::int[])
                as i(id, head, payment, client, class, type, payload, ttl, amount, currency, key, hash, booked_until, dispute_window)),
            escrow as (
              select p.id from i join core.payment p on p.id = i.payment
              where p.job_id = i.id and p.status = 'escrowed' order by p.id for update of p),
            unfunded as (
              select head from i left join core.spend_limit s on s.owner = i.client and s.currency = i.currency
              where booked_until is null and case when payment is null
                then amount is not null or s.per_job is not null
                else payment not in (select id from escrow) end),
            crowded as (
              select head from (
                select head, sum(unfinished) over w as unfinished, sum(of_day) over w as of_day
                from (
                  select head, client, id, bytes as unfinished, bytes as of_day from i
                  union all
                  select null, client, null, unfinished, case when day = (now() at time zone 'utc')::date then of_day else 0 end
                  from (select distinct client from i) c join core.payload_use using (client)) u
                window w as (partition by client order by id nulls first)) s
              where head is not null and (unfinished > ? or of_day > ?)),
            refused as (select head from unfunded union all select head from crowded),
            keyed as (
              insert into core.idempotency_key (principal, key, request_hash, resource)
              select client, key, hash, id from i where key is not null and id = head and head not in (select head from refused)
              on conflict do nothing returning resource),
            j as (
              insert into core.job (id, client, class, type, payload, bytes, expires_at, payment_amount, payment_currency, dispute_window)
              select id, client, class, type, payload::json, bytes, least(now() + make_interval(secs => ttl), booked_until), amount,
                     currency, dispute_window
              from i
              where (key is null or head in (select resource from keyed)) and head not in (select head from refused)
              on conflict (id) do nothing returning id, client, class, bytes, requested_at, expires_at),
            counted as (
              insert into core.payload_use as u (client, shard, unfinished, of_day)
              select client, pg_backend_pid() % 16, sum(bytes), sum(bytes) from j group by client order by client
              on conflict (client, shard) do update set unfinished = u.unfinished + excluded.unfinished, day = excluded.day,
                of_day = excluded.of_day + case when u.day = excluded.day then u.of_day else 0 end),
            r as (insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from j)
            select id, requested_at, expires_at from j""";

    /** @param head the id of the first job of its request */
    record Row(Submission submission, UUID id, UUID head) {

        JobDraft job() {
            return submission.job();
        }
    }

    record Times(Instant requestedAt, Instant expiresAt) {}

    private final long unfinished;
    private final long perDay;
    private @Nullable Connection planned;

    SubmitStatement(PayloadQuota quota) {
        unfinished = quota.unfinished().toBytes();
        perDay = quota.perDay().toBytes();
    }

    /** Writes what may be written, and answers that. */
    Map<UUID, Times> run(Connection connection, List<Row> rows) throws SQLException {
        planOnce(connection);
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            bind(statement, rows);
            statement.setLong(15, unfinished);
            statement.setLong(16, perDay);
            Map<UUID, Times> written = new HashMap<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    written.put(
                            result.getObject(1, UUID.class),
                            new Times(
                                    result.getTimestamp(2).toInstant(),
                                    result.getTimestamp(3).toInstant()));
                }
            }
            return written;
        }
    }

    /** To plan the statement takes longer than to run it for one job, and the plan would be the same each time. */
    private void planOnce(Connection connection) throws SQLException {
        if (!connection.equals(planned)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set plan_cache_mode = force_generic_plan");
            }
            planned = connection;
        }
    }

    private static void bind(PreparedStatement statement, List<Row> rows) throws SQLException {
        List<JobDraft> jobs = rows.stream().map(Row::job).toList();
        Columns.set(statement, 1, "uuid", rows, Row::id);
        Columns.set(statement, 2, "uuid", rows, Row::head);
        Columns.set(statement, 3, "uuid", rows, row -> row.submission().payment());
        Columns.set(statement, 4, "text", jobs, JobDraft::client);
        Columns.set(statement, 5, "int4", jobs, JobDraft::queue);
        Columns.set(statement, 6, "text", jobs, job -> job.requirement().type());
        Columns.set(statement, 7, "text", jobs, JobDraft::payload);
        Columns.set(statement, 8, "int4", jobs, JobDraft::ttlSeconds);
        Columns.set(statement, 9, "numeric", jobs, JobDraft::amount);
        Columns.set(statement, 10, "text", jobs, JobDraft::currency);
        List<Optional<IdempotencyKey>> keys = rows.stream()
                .map(row -> Optional.ofNullable(row.submission().key()))
                .toList();
        Columns.set(
                statement,
                11,
                "text",
                keys,
                key -> key.map(IdempotencyKey::text).orElse(null));
        Columns.set(
                statement,
                12,
                "text",
                keys,
                key -> key.map(IdempotencyKey::requestHash).orElse(null));
        Columns.set(statement, 13, "timestamptz", jobs, SubmitStatement::bookedUntil);
        Columns.set(statement, 14, "int4", jobs, JobDraft::disputeWindow);
    }

    private static @Nullable String bookedUntil(JobDraft job) {
        return job.booked() == null ? null : job.booked().endsAt().toString();
    }
}
