package org.aitbc.payment.agents;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.job.ClientFaults;
import org.aitbc.starter.outbox.OutboxConsumer;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what agents do, as it happens. */
@Component
class TrackRecordReader implements OutboxConsumer {

    /**
     * A failure counts for the last holder of the job, unless the job's client is why; a job that was never taken counts for no agent. Receipts are not
     * parsed: PostgreSQL cannot read JSON text beyond a NUL, and parsing costs ten times the rest of the statement.
     */
    private static final String COUNT_ENDS = """
            insert into payment.agent_day as d (agent, day, completed, failed, countersigned, compute_seconds)
            select m.owner, (o.ended_at at time zone 'utc')::date,
                   count(*) filter (where o.state = 'COMPLETED'), count(*) filter (where o.state <> 'COMPLETED'),
                   count(case when strpos(o.receipt::text, '"result_signature"') > 0 and strpos(o.receipt::text, '\\u0000') = 0
                              then o.receipt -> 'metadata' -> 'result_signature' end),
                   coalesce(sum(extract(epoch from o.ended_at - o.started_at)) filter (where o.state = 'COMPLETED'), 0)
            from core.outcome o join core.miner m on m.id = o.miner_id
            where o.job_id = any(?) and not %s
            group by 1, 2 order by 1, 2
            on conflict (agent, day) do update set completed = d.completed + excluded.completed,
              failed = d.failed + excluded.failed, countersigned = d.countersigned + excluded.countersigned,
              compute_seconds = d.compute_seconds + excluded.compute_seconds""".formatted(ClientFaults.OF_OUTCOME);

    /** Payments to oneself are not earnings. */
    private static final String COUNT_EARNED = """
            insert into payment.agent_day as d (agent, day, paid, earned)
            select payee, (settled_at at time zone 'utc')::date, count(*), sum(released - fee) from core.payment
            where id = any(?) and payee <> payer and currency = 'AITBC'
            group by 1, 2 order by 1, 2
            on conflict (agent, day) do update set paid = d.paid + excluded.paid, earned = d.earned + excluded.earned""";

    private final JdbcClient jdbc;

    TrackRecordReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String reader() {
        return "track-records";
    }

    @Override
    public void apply(List<Event> events) {
        count(COUNT_ENDS, Event.subjects(events, "job.completed", "job.failed"));
        count(COUNT_EARNED, Event.subjects(events, "payment.released"));
    }

    private void count(String sql, List<UUID> of) {
        if (!of.isEmpty()) {
            jdbc.sql(sql).param(of.toArray(UUID[]::new)).update();
        }
    }
}
