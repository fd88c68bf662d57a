package org.aitbc.miner.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.job.JobState;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.miner.lease.JobMeters;
import org.aitbc.miner.lease.Leases;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends the jobs of booked time that ended early: no other miner may run them, and their clients should learn of it now
 * rather than at the jobs' own end. A client that releases its booking gives up its jobs too.
 */
@Component
class OverBookings {

    private static final Logger LOG = LoggerFactory.getLogger(OverBookings.class);

    /** A job can still be claimed or submitted by an instance that has not read of the end yet. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(10);
    /** No job waits for longer. */
    private static final Duration LOOK_BACK_FIRST = Duration.ofDays(8);

    /** What is being claimed this moment is left for the next time. */
    private static final String END = """
            with over as (
              select q.class, coalesce(r.close_reason, 'RELEASED') as reason
              from core.reservation r join core.requirement q on q.booking_id = r.booking_id
              where r.ends_at <= now() and r.ends_at > now() - make_interval(secs => ?)),
            waiting as (
              delete from core.ready where (class, id) in (
                select w.class, w.id from over cross join lateral (
                  select class, id from core.ready where class = over.class and expires_at > now()
                  for update skip locked) w)
              returning id as job_id, class, attempt),
            running as (
              delete from core.lease where job_id in (
                select job_id from core.lease where class in (select class from over) and expires_at > now()
                order by job_id for update)
              returning job_id, id, class, attempt, started_at),
            ended as (
              insert into core.outcome (job_id, state, attempt, started_at, error_code, error)
              select g.job_id, case when over.reason = 'RELEASED' then 'CANCELED' else 'FAILED' end, g.attempt, g.started_at,
                     'BOOKING_ENDED', 'its booking ended before it did: ' || over.reason
              from (select job_id, class, attempt, null::timestamptz as started_at from waiting
                    union all select job_id, class, attempt, started_at from running) g
              join over on over.class = g.class
              returning job_id, state),
            told as (insert into core.outbox (event, subject) select 'job.' || lower(state), job_id from ended)
            select e.job_id, r.id as lease_id, e.state,
              (select key from core.requirement q where q.class = coalesce(r.class, w.class)) as requirement
            from ended e left join running r on r.job_id = e.job_id left join waiting w on w.job_id = e.job_id""";

    private record Ended(UUID jobId, @Nullable UUID leaseId, JobState state, String requirement) {}

    private final JdbcClient jdbc;
    private final Leases leases;
    private final Sweeps sweeps;
    private final JobMeters meters;
    private boolean lookedEverywhere;

    OverBookings(JdbcClient jdbc, Leases leases, Sweeps sweeps, JobMeters meters) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.sweeps = sweeps;
        this.meters = meters;
    }

    @Scheduled(fixedDelayString = "${aitbc.lease.sweep}")
    void run() {
        Duration lookBack = lookedEverywhere ? LOOK_BACK : LOOK_BACK_FIRST;
        // also where the database is away, or another replica leads: what ended meanwhile may be older
        lookedEverywhere = false;
        sweeps.run("ended bookings", () -> {
            List<Ended> ended =
                    jdbc.sql(END).param(lookBack.toSeconds()).query(Ended.class).list();
            lookedEverywhere = true;
            if (!ended.isEmpty()) {
                LOG.info("booked time is over: {} of its jobs end", ended.size());
            }
            ended.forEach(one -> {
                meters.ended(Requirement.parse(one.requirement()).type(), one.state(), 1);
                if (one.leaseId() != null) {
                    leases.ended(one.jobId(), one.leaseId());
                }
            });
        });
    }
}
