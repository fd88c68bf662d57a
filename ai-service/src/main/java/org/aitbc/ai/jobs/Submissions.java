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
import java.util.UUID;
import org.aitbc.ai.jobs.Submission.Written;
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
 * that writes, so that their order is the order of the commits.
 */
@Component
class Submissions implements DisposableBean {

    private static final int MOST_ROWS = 1_000;

    static final String SUBMIT = """
            with i as (
              select * from unnest(?::uuid[], ?::text[], ?::int[], ?::text[], ?::text[], ?::int[], ?::numeric[], ?::text[], ?::text[], ?::text[])
                as i(id, client, class, type, payload, ttl, amount, currency, key, hash)),
            keyed as (
              insert into core.idempotency_key (principal, key, request_hash, resource)
              select client, key, hash, id from i where key is not null
              on conflict do nothing returning resource),
            j as (
              insert into core.job (id, client, class, type, payload, expires_at, payment_amount, payment_currency)
              select id, client, class, type, payload::json, now() + make_interval(secs => ttl), amount, currency from i
              where key is null or id in (select resource from keyed)
              returning id, class, requested_at, expires_at),
            r as (insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from j)
            select id, requested_at, expires_at from j""";

    private static final String EARLIER = """
            select j.id, j.client, j.type, j.requested_at, j.expires_at, j.payment_amount, j.payment_currency, k.request_hash
            from core.idempotency_key k join core.job j on j.id = k.resource where k.principal = ? and k.key = ?""";

    private record Keyed(Submission submission, UUID id) {}

    private record Times(Instant requestedAt, Instant expiresAt) {}

    private final Batcher<Submission, Written> batcher;
    private final WakeUps wakeUps;

    Submissions(OwnConnections connections, WakeUps wakeUps, MeterRegistry meters) {
        this.wakeUps = wakeUps;
        this.batcher = new Batcher<>("submits", connections, MOST_ROWS, Submission::weight, Duration.ZERO, this::write);
        meters.gauge("aitbc.batch.queued.rows", Tags.of("batch", "submits"), batcher, Batcher::depth);
    }

    List<Written> write(List<Submission> jobs) {
        return batcher.submitAll(jobs);
    }

    @Override
    public void destroy() {
        batcher.close();
    }

    private List<Written> write(Connection connection, List<Submission> jobs) throws SQLException {
        List<Keyed> rows = jobs.stream().map(job -> new Keyed(job, Ids.next())).toList();
        Map<UUID, Times> written = insert(connection, rows);
        Map<Integer, UUID> waiting = new HashMap<>();
        List<Written> answers = new ArrayList<>(rows.size());
        for (Keyed row : rows) {
            Times times = written.get(row.id());
            if (times == null) {
                answers.add(earlier(connection, row.submission()));
            } else {
                answers.add(new Written(view(row, times), false));
                waiting.putIfAbsent(row.submission().queue(), row.id());
            }
        }
        if (!waiting.isEmpty()) {
            wakeUps.tell(waiting);
        }
        return answers;
    }

    private static JobView view(Keyed row, Times times) {
        Submission job = row.submission();
        return JobView.queued(
                row.id(),
                job.client(),
                job.type(),
                times.requestedAt(),
                times.expiresAt(),
                job.amount(),
                job.currency());
    }

    private static Map<UUID, Times> insert(Connection connection, List<Keyed> rows) throws SQLException {
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

    /** The key was used before; its first request's answer holds, if this is the same request. */
    private static Written earlier(Connection connection, Submission again) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EARLIER)) {
            statement.setString(1, again.client());
            statement.setString(2, again.idempotencyKey());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the job of an idempotency key is missing");
                }
                JobView first = JobView.queued(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getTimestamp(5).toInstant(),
                        row.getBigDecimal(6),
                        row.getString(7));
                return new Written(first, !again.requestHash().equals(row.getString(8)));
            }
        }
    }

    private static void bind(PreparedStatement statement, List<Keyed> rows) throws SQLException {
        List<Submission> jobs = rows.stream().map(Keyed::submission).toList();
        Columns.set(statement, 1, "uuid", rows, Keyed::id);
        Columns.set(statement, 2, "text", jobs, Submission::client);
        Columns.set(statement, 3, "int4", jobs, Submission::queue);
        Columns.set(statement, 4, "text", jobs, Submission::type);
        Columns.set(statement, 5, "text", jobs, Submission::payload);
        Columns.set(statement, 6, "int4", jobs, Submission::ttlSeconds);
        Columns.set(statement, 7, "numeric", jobs, Submission::amount);
        Columns.set(statement, 8, "text", jobs, Submission::currency);
        Columns.set(statement, 9, "text", jobs, Submission::idempotencyKey);
        Columns.set(statement, 10, "text", jobs, Submission::requestHash);
    }
}
