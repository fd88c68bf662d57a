package org.aitbc.miner.lease;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.aitbc.domain.id.Ids;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.starter.database.DedicatedConnections;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Leases on a database of its own, for tests that need nothing else of the service. */
public final class LeaseDatabase {

    static final Duration SILENCE = Duration.ofSeconds(30);
    private static final String URL = TestDatabase.create("leases", List.of("core"));

    /** Does something whenever a connection is taken. */
    static final class Interrupted extends DelegatingDataSource {

        @Nullable
        Runnable first;

        Interrupted() {
            super(dataSource());
        }

        @Override
        public Connection getConnection() throws SQLException {
            Runnable once = first;
            first = null;
            Connection connection = super.getConnection();
            if (once != null) {
                once.run();
            }
            return connection;
        }
    }

    /** A job in the hands of a miner, as the tables have it. */
    record Running(UUID job, UUID lease, int queue) {}

    private final JdbcClient jdbc = JdbcClient.create(dataSource());

    public LeaseDatabase() {
        jdbc.sql("truncate core.ready, core.lease, core.outcome, core.job, core.outbox, core.miner_beat, core.payment")
                .update();
    }

    static DataSource dataSource() {
        return TestDatabase.dataSource(URL);
    }

    static DedicatedConnections connections() {
        return new DedicatedConnections(URL, null, null);
    }

    /** The leases in it, as the service reads them through this source. */
    static LeaseTable table(DataSource source) {
        return new PostgresLeases(
                JdbcClient.create(source),
                new LeaseSettings(Duration.ofSeconds(60), Duration.ofHours(1), 3, Duration.ofSeconds(1)),
                SILENCE,
                new JobMeters(new SimpleMeterRegistry()));
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    Running running(String miner) {
        return running(miner, 1, "60 s", "900 s");
    }

    /**
     * @param until in how long the lease lapses
     * @param expires in how long the job ends
     */
    Running running(String miner, int attempt, String until, String expires) {
        UUID job = Ids.next();
        UUID lease = Ids.next();
        int queue = write(job, "900 s");
        jdbc.sql("""
                        insert into core.lease (job_id, id, miner_id, class, attempt, started_at, until, expires_at)
                        values (?, ?, ?, ?, ?, now() - interval '1 hour', now() + ?::interval, now() + ?::interval)""").params(job, lease, miner, queue, attempt, until, expires).update();
        return new Running(job, lease, queue);
    }

    /** A job that waits. */
    UUID waiting(String expires) {
        UUID job = Ids.next();
        int queue = write(job, expires);
        jdbc.sql("insert into core.ready (class, id, attempt, expires_at) values (?, ?, 0, now() + ?::interval)")
                .params(queue, job, expires)
                .update();
        return job;
    }

    private int write(UUID job, String expires) {
        int queue = jdbc.sql("""
                        insert into core.requirement (key) values ('{}')
                        on conflict (key) do update set key = excluded.key returning class""").query(Integer.class).single();
        jdbc.sql("""
                        insert into core.job (id, client, class, payload, expires_at, payment_amount, payment_currency)
                        values (?, 'client-1', ?, '{"n":1}', now() + ?::interval, 7, 'AITBC')""").params(job, queue, expires).update();
        return queue;
    }

    void beat(String miner, String ago) {
        jdbc.sql("""
                        insert into core.miner_beat (miner_id, last_seen, online, status, inflight)
                        values (?, now() - ?::interval, true, 'ONLINE', 0)""").params(miner, ago).update();
    }

    /** Where a job is: {@code running}, {@code queued ATTEMPT}, or how it ended. */
    String state(UUID job) {
        return jdbc.sql("""
                        select 'running' from core.lease where job_id = :job
                        union all select 'queued ' || attempt from core.ready where id = :job
                        union all select state || ' ' || error_code || ' ' || o.event from core.outcome
                          join core.outbox o on o.subject = job_id where job_id = :job""").param("job", job).query(String.class).single();
    }
}
