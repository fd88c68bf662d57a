package org.aitbc.miner.lease;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code core.lease}, and what of {@code core.ready} and {@code core.miner_beat} its sweep looks at. */
@Component
final class PostgresLeases implements LeaseTable {

    private static final int MOST_EXPIRED = 5_000;

    private static final String BY_JOB = "select " + Lease.columns("j.payload")
            + " from core.lease l join core.job j on j.id = l.job_id where l.job_id = ?";

    /** Rows are locked in the order of their ids here and wherever several leases change, so that none waits in a circle. */
    private static final String END = """
            with gone as (
              delete from core.lease where job_id in (
                select job_id from core.lease
                where until <= now() or (miner_id = any(:miners) and job_id <> all(:kept))
                order by job_id for update)
              returning job_id, id, class, miner_id, attempt, excused, started_at, expires_at,
                coalesce(funded_until <= least(until, now()), false) as exhausted),
            again as (
              insert into core.ready (class, id, attempt, excused, expires_at, failed_by, note)
              select class, job_id, attempt, excused, expires_at, miner_id, miner_id || ' fell silent or started again' from gone
              where attempt - excused < :most and expires_at > now() and not exhausted
              returning class, id),
            ended as (
              insert into core.outcome (job_id, state, miner_id, attempt, started_at, error_code, error)
              select job_id, case when expires_at <= now() then 'EXPIRED' else 'FAILED' end, miner_id, attempt, started_at,
                     case when expires_at <= now() then 'TTL_EXPIRED' when exhausted then 'BUDGET_EXHAUSTED'
                          else 'ATTEMPTS_EXHAUSTED' end,
                     case when expires_at <= now() then 'job expired' when exhausted then 'the money held for the job is used up'
                          else 'no miner finished the job' end
              from gone where attempt - excused >= :most or expires_at <= now() or exhausted
              returning job_id, state),
            told as (insert into core.outbox (event, subject) select 'job.' || lower(state), job_id from ended)
            select g.job_id, g.id, g.miner_id, a.class from gone g left join again a on a.id = g.job_id
            """;

    private static final String GIVE_BACK = """
            with gone as (
              delete from core.lease where job_id in (
                select job_id from core.lease where id = any(?) and until > now()
                order by job_id
                for update)
              returning job_id, id, miner_id, class, attempt, excused, expires_at),
            again as (
              insert into core.ready (class, id, attempt, excused, expires_at, note)
              select class, job_id, attempt, excused + 1, expires_at, ? from gone)
            select job_id, id, miner_id, class from gone""";

    private final JdbcClient jdbc;
    private final int maxAttempts;
    private final Duration offlineAfter;

    PostgresLeases(
            JdbcClient jdbc, LeaseSettings settings, @Value("${aitbc.miners.offline-after}") Duration offlineAfter) {
        this.jdbc = jdbc;
        this.maxAttempts = settings.maxAttempts();
        this.offlineAfter = offlineAfter;
    }

    @Override
    public Optional<Lease> load(UUID jobId) {
        return jdbc.sql(BY_JOB).param(jobId).query(Lease::of).optional();
    }

    @Override
    public List<Row> all() {
        return jdbc.sql("select " + Row.COLUMNS + " from core.lease")
                .query(Row::of)
                .list();
    }

    @Override
    public List<Ended> end(Collection<String> miners, Collection<UUID> kept) {
        return jdbc.sql(END)
                .param("miners", miners.toArray(String[]::new))
                .param("kept", kept.toArray(UUID[]::new))
                .param("most", maxAttempts)
                .query(PostgresLeases::ended)
                .list();
    }

    @Override
    public List<Ended> giveBack(Collection<UUID> leases, String why) {
        return jdbc.sql(GIVE_BACK)
                .param(leases.toArray(UUID[]::new))
                .param(why)
                .query(PostgresLeases::ended)
                .list();
    }

    @Override
    public List<String> fallenSilent() {
        return jdbc.sql("""
                        update core.miner_beat b set online = false, status = 'OFFLINE'
                        where online and last_seen < now() - make_interval(secs => ?)
                          and not exists (select from core.lease l join core.miner m on m.id = l.miner_id
                                          where l.miner_id = b.miner_id and not m.keeps_leases and l.until > now())
                        returning miner_id""")
                .param(offlineAfter.toMillis() / 1000.0)
                .query(String.class)
                .list();
    }

    @Override
    public void expireQueued() {
        jdbc.sql("""
                        with dead as (
                          delete from core.ready where (class, id) in (
                            select class, id from core.ready where expires_at <= now() order by expires_at limit ?)
                          returning id, attempt),
                        ended as (
                          insert into core.outcome (job_id, state, attempt, error_code, error)
                          select id, 'EXPIRED', attempt, 'TTL_EXPIRED', 'job expired' from dead returning job_id)
                        insert into core.outbox (event, subject) select 'job.expired', job_id from ended""").param(MOST_EXPIRED).update();
    }

    private static Ended ended(ResultSet row, int ignored) throws SQLException {
        return new Ended(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                Optional.ofNullable(row.getObject(4, Integer.class)));
    }
}
