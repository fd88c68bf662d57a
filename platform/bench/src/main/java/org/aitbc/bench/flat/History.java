package org.aitbc.bench.flat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.aitbc.bench.http.Link;
import org.aitbc.bench.jobs.Gateway;
import org.aitbc.bench.jobs.JobIds;
import org.aitbc.bench.suite.SuiteDatabase;

/** Rows of a suite that has been at work for long, written past the services: through them it would take an hour. */
final class History {

    private static final int AT_ONCE = 500_000;

    /**
     * Ids are of a day ago and grow, as real ones would. Payload and receipt are short, so that ten million fit a small disk;
     * there is a client, a thousand miners, and a receipt for each.
     */
    private static final String FINISHED = """
            with made as materialized (
              select uuidv7(interval '-1 day') as id, uuidv7(interval '-1 day') as receipt, i from generate_series(1, ?) i),
            j as (
              insert into core.job (id, client, class, type, payload, requested_at, expires_at, payment_currency)
              select made.id, m.client, m.class, m.type, '{"type":"bench"}', now() - interval '1 day', now(), 'AITBC'
              from made cross join (select * from core.job where id = ?) m)
            insert into core.outcome (job_id, state, miner_id, attempt, started_at, ended_at, price, receipt_id, receipt)
            select id, 'COMPLETED', 'miner-' || i % 1000, 1, now() - interval '1 day', now() - interval '1 day', 0.002, receipt,
                   json_build_object('receipt_id', receipt, 'job_id', id) from made""";

    /** The class of a job that nobody can run, found by submitting one. */
    private static final String UNMATCHED = """
            with made as (
              insert into core.job (id, client, class, type, payload, expires_at, payment_currency)
              select uuidv7(), m.client, m.class, m.type, m.payload, m.expires_at, m.payment_currency
              from core.job m cross join generate_series(1, ?) where m.id = ?
              returning id, class, expires_at)
            insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from made""";

    private History() {}

    static void finished(Gateway gateway, SuiteDatabase database, int jobs) throws SQLException, IOException {
        insert(database, FINISHED, jobs, unmatched(gateway));
        database.run("vacuum analyze core.outcome");
    }

    static void queued(Gateway gateway, SuiteDatabase database, int jobs) throws SQLException, IOException {
        insert(database, UNMATCHED, jobs, unmatched(gateway));
        database.run("vacuum analyze core.ready");
        database.run("vacuum analyze core.job");
    }

    private static UUID unmatched(Gateway gateway) throws IOException {
        try (Link client = gateway.client()) {
            String id = JobIds.first(client.post("/v1/jobs", """
                            {"payload":{"type":"bench"},"constraints":{"region":"nowhere"},"ttl_seconds":86400}""").require(201).body());
            return new UUID(Long.parseUnsignedLong(id, 0, 16, 16), Long.parseUnsignedLong(id, 16, 32, 16));
        }
    }

    private static void insert(SuiteDatabase database, String sql, int jobs, UUID model) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int left = jobs; left > 0; left -= AT_ONCE) {
                insert.setInt(1, Math.min(left, AT_ONCE));
                insert.setObject(2, model);
                insert.executeUpdate();
                System.err.printf("  %,d rows to go%n", Math.max(0, left - AT_ONCE));
            }
        }
    }
}
