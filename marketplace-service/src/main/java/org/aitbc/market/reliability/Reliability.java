package org.aitbc.market.reliability;

import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.job.ClientFaults;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.reliability.Presence.Interval;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Scores of GPUs, and what they follow from in a window of time: presence, jobs, bookings, mismatches. */
@Component
record Reliability(
        JdbcClient jdbc,
        Presence presence,
        Sweeps sweeps,
        @Value("${aitbc.market.reliability.score-age:10m}") Duration age) {

    /**
     * Of an outcome {@code o} of the worker {@code g.miner_id}: it counts. A job is of the window by when it was submitted,
     * which its id tells; that its time or money ran out, or its client made a mistake, is not the worker's doing.
     */
    private static final String JOBS = """
            o.miner_id = g.miner_id and o.job_id >= cast(:first as uuid) and o.ended_at <= :until
              and (o.state = 'COMPLETED' or (o.state = 'FAILED' and not %s))
            """.formatted(ClientFaults.OF_OUTCOME);

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
            select g.id as gpu_id, p.*, j.*, b.*, (select count(*) from core.assurance_run m where %s) as mismatches
            from marketplace.gpu g
            cross join lateral (
              select round(coalesce(sum(seconds), 0), 3) as observed_seconds,
                     round(coalesce(sum(seconds) filter (where p.online), 0), 3) as online_seconds
              from (select p.online, extract(epoch from least(p.until, :until) - greatest(p.since, :from)) as seconds
                    from marketplace.presence p
                    where p.miner_id = g.miner_id and p.until > :from and p.since < :until) p) p
            cross join lateral (
              select count(*) filter (where o.state = 'COMPLETED') as jobs_completed,
                count(*) filter (where o.state = 'FAILED' and o.error_code is distinct from 'ATTEMPTS_EXHAUSTED') as jobs_failed,
                count(*) filter (where o.error_code = 'ATTEMPTS_EXHAUSTED') as jobs_lapsed
              from core.outcome o where %s) j
            cross join lateral (
              select count(*) filter (where not coalesce(%s, false)) as bookings_kept, count(*) filter (where %s) as bookings_broken
              from marketplace.booking b where %s) b
            where g.id = any(:gpus)
            """.formatted(MISMATCHES, JOBS, BROKEN, BROKEN, BOOKINGS);

    /** @param first ids that were made since then are not below it: they begin with the time */
    record Window(Instant from, Instant until, UUID first) {}

    /** The end of a job, and the receipt where it was completed. */
    record Job(
            UUID jobId,
            @Nullable UUID receiptId,
            String state,
            @Nullable String errorCode,
            Instant endedAt) {}

    record CountedBooking(
            UUID bookingId, boolean kept, @Nullable String closeReason, Instant endedAt) {}

    record Mismatch(UUID jobId, Instant at) {}

    /** A score with all that it follows from, except of the jobs: they are a list of their own. */
    record Report(
            UUID gpuId,
            @Nullable String minerId,
            Instant from,
            Instant asOf,
            Inputs.Score result,
            String formula,
            Inputs inputs,
            List<Interval> presence,
            List<CountedBooking> bookings,
            List<Mismatch> mismatches,
            String jobs) {}

    Window window(@Nullable Instant asOf) {
        Instant now = jdbc.sql("select now()").query(Instant.class).single();
        Instant until = Objects.requireNonNullElse(asOf, now).truncatedTo(ChronoUnit.MILLIS);
        Invalid.when(until.isAfter(now), "VALIDATION_ERROR", "as_of: must not be in the future");
        Instant from = until.minus(Duration.ofDays(30));
        return new Window(from, until, new UUID(from.toEpochMilli() << 16, 0));
    }

    Report report(Gpu gpu, Window window) {
        UUID id = gpu.id();
        Inputs inputs = inputs(List.of(id), window).getFirst();
        List<CountedBooking> bookings = of(id, window, """
            select b.id as booking_id, not coalesce(%s, false) as kept, b.close_reason, b.ended_at
            from marketplace.gpu g join marketplace.booking b on %s where g.id = :gpu order by b.id desc\
            """.formatted(BROKEN, BOOKINGS))
                .query(CountedBooking.class)
                .list();
        List<Mismatch> mismatches =
                of(id, window, """
            select m.run_id as job_id, m.judged_at as at from marketplace.gpu g join core.assurance_run m on %s
            where g.id = :gpu order by m.judged_at desc\
            """.formatted(MISMATCHES)).query(Mismatch.class).list();
        return new Report(
                id,
                gpu.minerId(),
                window.from,
                window.until,
                inputs.score(),
                Inputs.FORMULA,
                inputs,
                presence.list(gpu.minerId(), window.from, window.until),
                bookings,
                mismatches,
                "/v1/marketplace/gpu/" + Ids.text(id) + "/reliability/jobs?as_of=" + window.until);
    }

    /** The jobs that count, newest first. */
    List<Job> jobs(UUID gpu, Window window, Page page) {
        return of(gpu, window, """
            select o.* from marketplace.gpu g join core.outcome o on %s
            where g.id = :gpu and o.job_id < :below order by o.job_id desc limit :limit\
            """.formatted(JOBS))
                .param("below", page.below())
                .param("limit", page.rows())
                .query(Job.class)
                .list();
    }

    private StatementSpec of(UUID gpu, Window window, String sql) {
        return jdbc.sql(sql).paramSource(window).param("gpu", gpu);
    }

    private List<Inputs> inputs(List<UUID> gpus, Window window) {
        return jdbc.sql(INPUTS)
                .paramSource(window)
                .param("gpus", gpus.toArray(UUID[]::new))
                .query(Inputs.class)
                .list();
    }

    @Scheduled(fixedDelayString = "${aitbc.market.reliability.scores:60s}")
    void rate() {
        sweeps.run("scores", () -> rate(age));
    }

    /** Brings the oldest scores up to date. */
    void rate(Duration age) {
        rate(jdbc.sql("""
            select g.id from marketplace.gpu g left join marketplace.score s on s.gpu_id = g.id
            where g.removed_at is null and g.miner_id is not null
              and (s.at is null or s.at < now() - make_interval(secs => ?))
            order by s.at nulls first limit 200\
            """).param(age.toSeconds()).query(UUID.class).list());
    }

    void rate(List<UUID> gpus) {
        for (Inputs inputs : inputs(gpus, window(null))) {
            jdbc.sql("""
                insert into marketplace.score (gpu_id, reliability, at) values (?, ?, now())
                on conflict (gpu_id) do update set reliability = excluded.reliability, at = excluded.at\
                """).param(inputs.gpuId()).param(inputs.score().score()).update();
        }
    }
}
