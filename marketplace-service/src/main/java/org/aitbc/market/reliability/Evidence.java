package org.aitbc.market.reliability;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** What was seen of GPUs in a window of time: presence, receipts and other ends of jobs, bookings, mismatches. */
@Component
class Evidence {

    /**
     * Of an outcome {@code o} of the worker {@code g.miner_id}: it counts. A job is of the window by when it was submitted,
     * which its id tells; that its time or money ran out is not the worker's doing.
     */
    private static final String JOBS = """
            o.miner_id = g.miner_id and o.job_id >= cast(:first as uuid) and o.ended_at <= :until
              and (o.state = 'COMPLETED' or (o.state = 'FAILED' and o.error_code is distinct from 'BUDGET_EXHAUSTED'))
            """;

    private static final String BROKEN =
            "b.close_reason in ('MAINTENANCE', 'HARDWARE_FAILURE', 'RECLAIMED', 'DELISTED')";

    /** Of a booking {@code b}: it counts. */
    private static final String BOOKINGS = """
            b.gpu_id = g.id and b.ended_at > :from and b.ended_at <= :until and (b.state = 'completed' or %s)
            """.formatted(BROKEN);

    /** Of a run {@code m} of a job whose result is checked: it did not agree with what most runs came to. */
    private static final String MISMATCHES = """
            m.miner_id = g.miner_id and m.evidence is not null and m.verdict = 'disagreed' and m.judged_at > :from
              and m.judged_at <= :until
            """;

    private static final String INPUTS = """
            select g.id, p.observed, p.online, j.completed, j.failed, j.lapsed, b.kept, b.broken,
              (select count(*) from core.assurance_run m where %s) as mismatches
            from marketplace.gpu g
            cross join lateral (
              select round(coalesce(sum(seconds), 0), 3) as observed,
                     round(coalesce(sum(seconds) filter (where p.online), 0), 3) as online
              from (select p.online, extract(epoch from least(p.until, :until) - greatest(p.since, :from)) as seconds
                    from marketplace.presence p
                    where p.miner_id = g.miner_id and p.until > :from and p.since < :until) p) p
            cross join lateral (
              select count(*) filter (where o.state = 'COMPLETED') as completed,
                     count(*) filter (where o.state = 'FAILED' and o.error_code is distinct from 'ATTEMPTS_EXHAUSTED') as failed,
                     count(*) filter (where o.error_code = 'ATTEMPTS_EXHAUSTED') as lapsed
              from core.outcome o where %s) j
            cross join lateral (
              select count(*) filter (where not coalesce(%s, false)) as kept, count(*) filter (where %s) as broken
              from marketplace.booking b where %s) b
            where g.id = any(:gpus)
            """.formatted(MISMATCHES, JOBS, BROKEN, BROKEN, BOOKINGS);

    private final JdbcClient jdbc;

    Evidence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The end of a job, and the receipt where it was completed. */
    record Job(
            String jobId,
            @Nullable String receiptId,
            String state,
            @Nullable String errorCode,
            Instant endedAt) {}

    record Booking(String bookingId, boolean kept, @Nullable String closeReason, Instant endedAt) {}

    record Mismatch(String jobId, Instant at) {}

    Map<UUID, Inputs> inputs(Collection<UUID> gpus, Window window) {
        Map<UUID, Inputs> inputs = new HashMap<>();
        within(INPUTS, window).param("gpus", gpus.toArray(UUID[]::new)).query(row -> {
            inputs.put(
                    Rows.id(row, "id"),
                    new Inputs(
                            Rows.amount(row, "observed"),
                            Rows.amount(row, "online"),
                            row.getLong("completed"),
                            row.getLong("failed"),
                            row.getLong("lapsed"),
                            row.getLong("kept"),
                            row.getLong("broken"),
                            row.getLong("mismatches")));
        });
        return inputs;
    }

    /** The jobs that count, newest first. */
    List<Job> jobs(UUID gpu, Window window, UUID below, int limit) {
        return within("""
                        select o.* from marketplace.gpu g join core.outcome o on %s
                        where g.id = :gpu and o.job_id < :below order by o.job_id desc limit :limit""".formatted(JOBS), window)
                .param("gpu", gpu)
                .param("below", below)
                .param("limit", limit)
                .query((row, _) -> new Job(
                        Ids.text(Rows.id(row, "job_id")),
                        Rows.idTextOrNull(row, "receipt_id"),
                        row.getString("state"),
                        row.getString("error_code"),
                        Rows.time(row, "ended_at")))
                .list();
    }

    List<Booking> bookings(UUID gpu, Window window) {
        return within("""
                        select b.id, not coalesce(%s, false), b.close_reason, b.ended_at
                        from marketplace.gpu g join marketplace.booking b on %s where g.id = :gpu order by b.id desc""".formatted(BROKEN, BOOKINGS), window)
                .param("gpu", gpu)
                .query((row, _) -> new Booking(
                        Ids.text(row.getObject(1, UUID.class)),
                        row.getBoolean(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .list();
    }

    List<Mismatch> mismatches(UUID gpu, Window window) {
        return within(
                        "select m.run_id, m.judged_at from marketplace.gpu g join core.assurance_run m on " + MISMATCHES
                                + " where g.id = :gpu order by m.judged_at desc",
                        window)
                .param("gpu", gpu)
                .query((row, _) -> new Mismatch(
                        Ids.text(row.getObject(1, UUID.class)),
                        row.getTimestamp(2).toInstant()))
                .list();
    }

    private StatementSpec within(String sql, Window window) {
        return jdbc.sql(sql)
                .param("from", Timestamp.from(window.from()))
                .param("until", Timestamp.from(window.until()))
                .param("first", window.firstId());
    }
}
