package org.aitbc.miner.dispatch;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.miner.dispatch.Claims.Claim;
import org.aitbc.miner.dispatch.QueueModel.Job;
import org.aitbc.miner.dispatch.QueueModel.Running;
import org.aitbc.miner.dispatch.QueueModel.Wish;
import org.aitbc.miner.dispatch.Window.Ready;
import org.aitbc.miner.heartbeat.RealBeats;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.miner.lease.LeaseTable;
import org.aitbc.miner.lease.RealLeases;
import org.aitbc.miner.registry.Miner;
import org.aitbc.miner.registry.RealMiners;
import org.aitbc.miner.results.RealCloser;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.starter.database.DedicatedConnection;
import org.aitbc.starter.database.DedicatedConnections;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables on a database of their own, with the service's own statements. */
final class RealTables {

    static final Duration LEASE = Duration.ofMinutes(10);
    static final Duration SILENT = Duration.ofMinutes(50);
    static final Duration OFFLINE_AFTER = Duration.ofSeconds(500);
    static final int MAX_ATTEMPTS = 2;

    private static final Capabilities ANY = new Capabilities(List.of(), null, Set.of(), null, null, null);

    private static final String ROWS = """
            select 'ready ' || class || ' ' || id || ' ' || attempt || ' ' || excused
              || coalesce(' from ' || failed_by, '') || case when not_there_until > now() - interval '1 d' then ' elsewhere' else '' end
            from core.ready
            union all
            select 'lease ' || job_id || ' ' || id || ' ' || miner_id || ' ' || attempt || ' ' || excused
              || ' ends in ' || round(extract(epoch from until - now()) / 100) from core.lease
            union all
            select 'outcome ' || job_id || ' ' || state || ' ' || coalesce(miner_id, 'null') || ' ' || attempt
              || ' ' || coalesce(error_code, 'null') from core.outcome""";

    final JobQueue queue;
    final LeaseTable leases;
    final RealCloser closer;
    final RealBeats beats;
    final RealMiners miners;
    private final JdbcClient jdbc;

    RealTables() {
        String url = TestDatabase.create("queue_conformance", List.of("core"));
        DataSource database = TestDatabase.dataSource(url);
        LeaseSettings settings = new LeaseSettings(LEASE, SILENT, MAX_ATTEMPTS, Duration.ofSeconds(1));
        DedicatedConnections connections = new DedicatedConnections(url, null, null);
        queue = new PostgresQueue(new DedicatedConnection(connections), settings);
        leases = RealLeases.on(database, settings, OFFLINE_AFTER);
        closer = new RealCloser(settings, connections);
        beats = new RealBeats(settings, connections);
        jdbc = JdbcClient.create(database);
        miners = new RealMiners(jdbc, settings);
    }

    void empty() {
        jdbc.sql("truncate core.job, core.ready, core.lease, core.outcome, core.miner, core.miner_beat")
                .update();
    }

    void register(String miner, boolean keepsLeases) {
        jdbc.sql("""
                        with m as (
                          insert into core.miner (id, owner, capabilities, concurrency, keeps_leases)
                          values (?, 'owner', '{}', 1, ?) returning id)
                        insert into core.miner_beat (miner_id, last_seen, online, status, inflight)
                        select id, now(), true, 'ONLINE', 0 from m""").params(miner, keepsLeases).update();
    }

    void submit(Job job, Duration ttl) {
        jdbc.sql("""
                        with j as (
                          insert into core.job (id, client, class, payload, expires_at, payment_currency)
                          values (?, 'client', ?, '{}', now() + make_interval(secs => ?), 'AITBC')
                          returning id, class, expires_at)
                        insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from j""").params(job.id(), job.queue(), ttl.toSeconds()).update();
    }

    List<String> take(List<Wish> wishes) throws SQLException {
        return queue
                .take(wishes.stream()
                        .map(wish -> new Claim(
                                new Ready(wish.queue(), wish.job()),
                                wish.lease(),
                                wish.slot(),
                                BigDecimal.ONE,
                                wish.kept(),
                                poll(wish.miner())))
                        .toList())
                .stream()
                .map(lease -> "%s %s %s %d".formatted(lease.jobId(), lease.id(), lease.minerId(), lease.attempt()))
                .toList();
    }

    static String shown(Running lease) {
        return "%s %s %s %d".formatted(lease.job().id(), lease.lease(), lease.miner(), lease.attempt());
    }

    /** As if all that is there had been so for longer. */
    void age(Duration by) {
        double seconds = by.toSeconds();
        jdbc.sql("""
                        with past as (select make_interval(secs => ?) as by),
                        r as (update core.ready set expires_at = expires_at - by from past),
                        b as (update core.miner_beat set last_seen = last_seen - by from past)
                        update core.lease set until = until - by, expires_at = expires_at - by, started_at = started_at - by
                        from past""").param(seconds).update();
    }

    List<String> rows() {
        return jdbc.sql(ROWS).query(String.class).list().stream().sorted().toList();
    }

    private static Poll poll(String miner) {
        return new Poll(new Miner(miner, "owner", ANY, 1, null, false, true), 1, 0, 0, new CompletableFuture<>());
    }
}
