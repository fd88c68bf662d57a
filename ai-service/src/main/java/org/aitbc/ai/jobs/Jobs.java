package org.aitbc.ai.jobs;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobState;
import org.aitbc.domain.job.JobView;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Jobs as their clients may see them: each its own, an admin all. */
@Component
public class Jobs {

    /** A cancel meets a claim or a lapse at most once or twice in a row. */
    private static final int CANCEL_TRIES = 20;

    private static final String VISIBLE = "where (:admin or client = :client) ";
    private static final String FILTER = VISIBLE + """
              and (:status::text is null or state = :status)
              and (:state::text is null or state = :state)
              and (:type::text is null or type = :type)
              and (:from::timestamptz is null or requested_at >= :from)
              and (:to::timestamptz is null or requested_at <= :to)
            """;

    /**
     * The miner is owed a share of the held money: the time of its lease until now, divided by the time that the money, or
     * else the job, allowed. Of a fixed price in AITBC that is at most the same time at the network's price.
     */
    private static final String CANCEL = """
            with r as (delete from core.ready r using core.job j where j.id = :id and r.class = j.class and r.id = j.id returning r.id, r.attempt),
            l as (
              delete from core.lease l using core.job j where l.job_id = :id and j.id = l.job_id and l.expires_at > now()
              returning l.job_id, l.miner_id, l.attempt, l.started_at, j.payment_amount is not null as fixed,
                case when j.payment_amount is null then l.funded_until else l.expires_at end as lasting_until),
            ended as (
              insert into core.outcome (job_id, state, miner_id, attempt, started_at, error_code, error, price)
              select id, 'CANCELED', null, attempt, null::timestamptz, 'CANCELED', 'canceled by client', null::numeric from r
              union all
              select l.job_id, 'CANCELED', l.miner_id, l.attempt, l.started_at, 'CANCELED', 'canceled by client',
                trunc(least(p.amount * least(1, greatest(0, extract(epoch from now() - l.started_at)
                    / extract(epoch from l.lasting_until - l.started_at))),
                  case when l.fixed and p.currency = 'AITBC'
                    then greatest(0, extract(epoch from now() - l.started_at)) * :networkPrice end), 8)
              from l left join core.payment p on p.job_id = l.job_id and p.status in ('escrowed', 'disputed')
              returning job_id),
            told as (insert into core.outbox (event, subject) select 'job.canceled', job_id from ended)
            select count(*) from ended""";

    private final JdbcClient jdbc;

    Jobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What of a client's jobs is wanted; null members want all. An unknown status wants all, as it ever did. */
    record Filter(
            @Nullable String status,
            @Nullable JobState state,
            @Nullable String jobType,
            @Nullable Instant from,
            @Nullable Instant to) {

        boolean ignoresStatus() {
            return status != null && !status.isBlank() && knownStatus() == null;
        }

        @Nullable
        String knownStatus() {
            for (JobState state : JobState.values()) {
                if (state.name().equalsIgnoreCase(status)) {
                    return state.name();
                }
            }
            return null;
        }
    }

    /** The caller's job. @throws NotFound when there is none, or it is another's */
    public JobView require(Caller caller, UUID id) {
        return jdbc.sql(JobView.SELECT + VISIBLE + "and id = :id")
                .param("admin", caller.isAdmin())
                .param("client", caller.subject())
                .param("id", id)
                .query(JobView::of)
                .optional()
                .orElseThrow(() -> new NotFound("JOB_NOT_FOUND", "job not found: " + Ids.text(id)));
    }

    /** The part that is wanted, and one job of the next part if there is one. */
    List<JobView> list(Caller caller, Filter filter, Page page) {
        return bind(
                        JobView.SELECT + FILTER + "and id < :below order by id desc limit :limit offset :offset",
                        caller,
                        filter)
                .param("below", page.below())
                .param("limit", page.rows() + 1)
                .param("offset", page.skipped())
                .query(JobView::of)
                .list();
    }

    int count(Caller caller, Filter filter) {
        return bind("select count(*) from (" + JobView.SELECT + FILTER + ") counted", caller, filter)
                .query(Integer.class)
                .single();
    }

    /** @throws Conflict when the job has ended already */
    JobView cancel(Caller caller, UUID id) {
        for (int i = 0; i < CANCEL_TRIES; i++) {
            JobView job = require(caller, id);
            if (job.state().isFinal()) {
                throw new Conflict("JOB_NOT_CANCELABLE", "job is " + job.state() + " and can no longer be canceled");
            }
            if (jdbc.sql(CANCEL)
                            .param("id", id)
                            .param("networkPrice", Requirement.NETWORK_PRICE)
                            .query(Integer.class)
                            .single()
                    > 0) {
                return require(caller, id);
            }
        }
        throw new Conflict("JOB_NOT_CANCELABLE", "job is changing hands; try again");
    }

    private JdbcClient.StatementSpec bind(String sql, Caller caller, Filter filter) {
        return jdbc.sql(sql)
                .param("admin", caller.isAdmin())
                .param("client", caller.subject())
                .param("status", filter.knownStatus())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("type", filter.jobType())
                .param("from", filter.from() == null ? null : Timestamp.from(filter.from()))
                .param("to", filter.to() == null ? null : Timestamp.from(filter.to()));
    }
}
