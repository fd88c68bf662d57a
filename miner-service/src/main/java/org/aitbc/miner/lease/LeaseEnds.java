package org.aitbc.miner.lease;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.starter.wake.WakeUps;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How leases end without a result: the job is queued again while it has attempts left, and has failed otherwise, as it has
 * when its lease lapsed because its money was used up.
 */
@Component
public class LeaseEnds {

    /** Rows are locked in the order of their ids here and wherever several leases change, so that none waits in a circle. */
    private static final String END = """
            with gone as (
              delete from core.lease where job_id in (
                select job_id from core.lease
                where until <= now() or (miner_id = any(:miners) and job_id <> all(:kept))
                order by job_id for update)
              returning job_id, id, class, miner_id, attempt, started_at, expires_at,
                coalesce(funded_until <= least(until, now()), false) as exhausted),
            again as (
              insert into core.ready (class, id, attempt, expires_at)
              select class, job_id, attempt, expires_at from gone where attempt < :most and expires_at > now() and not exhausted
              returning class, id),
            ended as (
              insert into core.outcome (job_id, state, miner_id, attempt, started_at, error_code, error)
              select job_id, case when expires_at <= now() then 'EXPIRED' else 'FAILED' end, miner_id, attempt, started_at,
                     case when expires_at <= now() then 'TTL_EXPIRED' when exhausted then 'BUDGET_EXHAUSTED'
                          else 'ATTEMPTS_EXHAUSTED' end,
                     case when expires_at <= now() then 'job expired' when exhausted then 'the money held for the job is used up'
                          else 'no miner finished the job' end
              from gone where attempt >= :most or expires_at <= now() or exhausted
              returning job_id, state),
            told as (insert into core.outbox (event, subject) select 'job.' || lower(state), job_id from ended)
            select g.job_id, g.id, a.class from gone g left join again a on a.id = g.job_id
            """;

    private record Ended(UUID jobId, UUID leaseId, Optional<Integer> queuedIn) {}

    private final JdbcClient jdbc;
    private final Leases leases;
    private final LeaseSettings settings;
    private final WakeUps wakeUps;

    LeaseEnds(JdbcClient jdbc, Leases leases, LeaseSettings settings, WakeUps wakeUps) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.settings = settings;
        this.wakeUps = wakeUps;
    }

    /** Ends each lapsed lease, and all leases of these miners except for the jobs that are kept. */
    public void end(Collection<String> miners, Collection<UUID> kept) {
        List<Ended> ended = jdbc.sql(END)
                .param("miners", miners.toArray(String[]::new))
                .param("kept", kept.toArray(UUID[]::new))
                .param("most", settings.maxAttempts())
                .query((row, _) -> new Ended(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        Optional.ofNullable(row.getObject(3, Integer.class))))
                .list();
        Map<Integer, UUID> queued = new HashMap<>();
        ended.forEach(one -> {
            leases.ended(one.jobId(), one.leaseId());
            one.queuedIn().ifPresent(queue -> queued.merge(queue, one.jobId(), (a, b) -> a.compareTo(b) <= 0 ? a : b));
        });
        if (!queued.isEmpty()) {
            wakeUps.tell(queued);
        }
    }
}
