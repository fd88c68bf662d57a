package org.aitbc.miner.results;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.job.JobState;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.starter.batch.Batcher;
import org.aitbc.starter.batch.Columns;
import org.aitbc.starter.database.DedicatedConnections;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Ends leases by their holder's word, all that queued in one statement. A lease can be deleted once: a
 * request that does not get its row back came too late, and nothing was written for it.
 */
@Component
class LeaseCloser implements DisposableBean {

    private static final int MOST_ROWS = 1_000;

    /** Refusals use up no attempts, but few are excused: a job that nobody takes has an end before its time. */
    static final String CLOSE = """
            with gone as (
              delete from core.lease l
              using unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::uuid[], ?::text[], ?::bool[], ?::bool[])
                as i(job, lease, miner, state, error_code, error, price, receipt_id, receipt, elsewhere, refused)
              where l.job_id = i.job and l.id = i.lease and l.miner_id = i.miner and l.until > now()
              returning l.job_id, l.class, l.miner_id, l.attempt, l.excused + (i.refused and l.excused < 10)::int as excused, l.started_at, l.expires_at,
                i.error_code, i.error, i.price, i.receipt_id, i.receipt, i.elsewhere,
                case when i.state <> 'QUEUED' then i.state
                     when l.attempt - l.excused - (i.refused and l.excused < 10)::int < ? and l.expires_at > now() then 'QUEUED' else 'FAILED' end as state),
            again as (
              insert into core.ready (class, id, attempt, excused, expires_at, failed_by, not_there_until, note)
              select class, job_id, attempt, excused, expires_at, miner_id, case when elsewhere then now() + interval '30 s' end,
                left(miner_id || ' gave it back: ' || error_code || ', ' || error, 200)
              from gone where state = 'QUEUED'),
            ended as (
              insert into core.outcome
                (job_id, state, miner_id, attempt, started_at, error_code, error, price, receipt_id, receipt)
              select job_id, state, miner_id, attempt, started_at, error_code, error, price, receipt_id, receipt::json
              from gone where state <> 'QUEUED'),
            told as (
              insert into core.outbox (event, subject)
              select 'job.' || lower(state), job_id from gone where state <> 'QUEUED')
            select job_id, class, state from gone""";

    /**
     * An end that is asked for.
     *
     * @param state COMPLETED, FAILED, or QUEUED to give the job back
     * @param elsewhere where it is given back, that this miner is not to have it again for a while
     * @param refused where it is given back, that the miner did not try it
     */
    record End(
            UUID jobId,
            UUID leaseId,
            String minerId,
            JobState state,
            @Nullable String errorCode,
            @Nullable String error,
            @Nullable BigDecimal price,
            @Nullable UUID receiptId,
            @Nullable String receipt,
            boolean elsewhere,
            boolean refused) {

        long weight() {
            return 256L + (receipt == null ? 0 : receipt.length());
        }
    }

    /** @param state null where the lease no longer held */
    record Closed(@Nullable JobState state, int queue) {

        static final Closed TOO_LATE = new Closed(null, 0);
    }

    private final Batcher<End, Closed> batcher;
    private final int maxAttempts;

    LeaseCloser(LeaseSettings settings, DedicatedConnections connections, MeterRegistry meters) {
        maxAttempts = settings.maxAttempts();
        batcher = new Batcher<>("results", connections, MOST_ROWS, End::weight, Duration.ZERO, this::close);
        meters.gauge("aitbc.batch.queued.rows", Tags.of("batch", "results"), batcher, Batcher::depth);
    }

    List<Closed> close(List<End> ends) {
        return batcher.submitAll(ends);
    }

    @Override
    public void destroy() {
        batcher.close();
    }

    private List<Closed> close(Connection connection, List<End> ends) throws SQLException {
        List<End> firsts = new ArrayList<>(ends.size());
        Set<UUID> jobs = new HashSet<>();
        ends.stream().filter(end -> jobs.add(end.jobId())).forEach(firsts::add);
        firsts.sort(Comparator.comparing(End::jobId));
        Map<UUID, Closed> closed = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(CLOSE)) {
            Columns.set(statement, 1, "uuid", firsts, End::jobId);
            Columns.set(statement, 2, "uuid", firsts, End::leaseId);
            Columns.set(statement, 3, "text", firsts, End::minerId);
            Columns.set(statement, 4, "text", firsts, end -> end.state().name());
            Columns.set(statement, 5, "text", firsts, End::errorCode);
            Columns.set(statement, 6, "text", firsts, End::error);
            Columns.set(statement, 7, "numeric", firsts, End::price);
            Columns.set(statement, 8, "uuid", firsts, End::receiptId);
            Columns.set(statement, 9, "text", firsts, End::receipt);
            Columns.set(statement, 10, "bool", firsts, End::elsewhere);
            Columns.set(statement, 11, "bool", firsts, End::refused);
            statement.setInt(12, maxAttempts);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    closed.put(
                            rows.getObject(1, UUID.class),
                            new Closed(JobState.valueOf(rows.getString(3)), rows.getInt(2)));
                }
            }
        }
        // of several ends of one job in a batch the first is taken
        Set<UUID> answered = new HashSet<>();
        return ends.stream()
                .map(end ->
                        answered.add(end.jobId()) ? closed.getOrDefault(end.jobId(), Closed.TOO_LATE) : Closed.TOO_LATE)
                .toList();
    }
}
