package org.aitbc.ai.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.job.JobView;
import org.aitbc.starter.batch.Batcher;
import org.aitbc.starter.batch.Columns;
import org.aitbc.starter.database.OwnConnections;
import org.aitbc.starter.wake.WakeUps;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Writes submitted jobs, all that queued in one statement, and then tells dispatch. Ids are made here, by the one thread
 * that writes, so that their order is the order of the commits; those that money is held for have theirs before.
 */
@Component
class Submissions implements DisposableBean {

    private static final int MOST_ROWS = 1_000;

    /**
     * The jobs of a request, which share their first one's id as head, are written only if each has its money or needs
     * none. The lock makes this and the giving back of held money exclude each other.
     */
    static final String SUBMIT = """
            with i as (
              select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::int[], ?::text[], ?::text[], ?::int[], ?::numeric[], ?::text[], ?::text[], ?::text[])
                as i(id, head, payment, client, class, type, payload, ttl, amount, currency, key, hash)),
            escrow as (
              select p.id from i join core.payment p on p.id = i.payment
              where p.job_id = i.id and p.status = 'escrowed' order by p.id for update of p),
            unfunded as (
              select head from i
              where case when payment is null
                then amount is not null or exists (
                  select from core.spend_limit s where s.owner = i.client and s.currency = i.currency and s.per_job is not null)
                else payment not in (select id from escrow) end),
            keyed as (
              insert into core.idempotency_key (principal, key, request_hash, resource)
              select client, key, hash, id from i where key is not null and id = head and head not in (select head from unfunded)
              on conflict do nothing returning resource),
            j as (
              insert into core.job (id, client, class, type, payload, expires_at, payment_amount, payment_currency)
              select id, client, class, type, payload::json, now() + make_interval(secs => ttl), amount, currency from i
              where (key is null or head in (select resource from keyed)) and head not in (select head from unfunded)
              on conflict (id) do nothing returning id, class, requested_at, expires_at),
            r as (insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from j)
            select id, requested_at, expires_at from j""";

    private record Row(Submission submission, UUID id, UUID head) {

        JobDraft job() {
            return submission.job();
        }
    }

    private record Times(Instant requestedAt, Instant expiresAt) {}

    private final Batcher<Submission, Optional<JobView>> batcher;
    private final WakeUps wakeUps;

    Submissions(OwnConnections connections, WakeUps wakeUps, MeterRegistry meters) {
        this.wakeUps = wakeUps;
        this.batcher = new Batcher<>(
                "submits",
                connections,
                MOST_ROWS,
                submission -> submission.job().weight(),
                Duration.ZERO,
                this::write);
        meters.gauge("aitbc.batch.queued.rows", Tags.of("batch", "submits"), batcher, Batcher::depth);
    }

    /**
     * Writes the jobs of one request: all of them, or none and an empty list where they are written already, their key was
     * used before, or money that they need is not held.
     */
    List<JobView> write(List<Submission> jobs) {
        return batcher.submitAll(jobs).stream().flatMap(Optional::stream).toList();
    }

    @Override
    public void destroy() {
        batcher.close();
    }

    private List<Optional<JobView>> write(Connection connection, List<Submission> jobs) throws SQLException {
        List<Row> rows = rows(jobs);
        Map<UUID, Times> written = insert(connection, rows);
        Map<Integer, UUID> waiting = new HashMap<>();
        List<Optional<JobView>> answers = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Times times = written.get(row.id());
            answers.add(Optional.ofNullable(times).map(at -> view(row, at)));
            if (times != null) {
                waiting.merge(row.job().queue(), row.id(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        }
        if (!waiting.isEmpty()) {
            wakeUps.tell(waiting);
        }
        return answers;
    }

    private static List<Row> rows(List<Submission> jobs) {
        List<Row> rows = new ArrayList<>(jobs.size());
        for (Submission job : jobs) {
            UUID id = job.id() == null ? Ids.next() : job.id();
            rows.add(new Row(job, id, job.index() == 0 ? id : rows.getLast().head()));
        }
        return rows;
    }

    private static JobView view(Row row, Times times) {
        JobDraft job = row.job();
        return JobView.queued(
                row.id(),
                job.client(),
                job.requirement().type(),
                times.requestedAt(),
                times.expiresAt(),
                job.amount(),
                job.currency(),
                row.submission().payment());
    }

    private static Map<UUID, Times> insert(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SUBMIT)) {
            bind(statement, rows);
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
    }
}
