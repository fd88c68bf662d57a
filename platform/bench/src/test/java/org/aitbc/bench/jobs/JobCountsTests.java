package org.aitbc.bench.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCountsTests {

    @TempDir
    Path home;

    @Test
    void jobsWithoutReceiptAndReceiptsNobodyCountedFail() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            Flyway.configure()
                    .dataSource(postgres.url(), postgres.user(), postgres.password())
                    .schemas("core")
                    .defaultSchema("core")
                    .locations("classpath:db/migration/core")
                    .load()
                    .migrate();
            try (Connection database =
                    DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
                job(database, true);
                JobCounts counts = JobCounts.open(database);
                job(database, true);
                job(database, true);
                assertThatCode(() -> counts.require(2)).doesNotThrowAnyException();
                assertThatThrownBy(() -> counts.require(3)).hasMessageContaining("2 jobs and 2 receipts");
                job(database, false);
                assertThatThrownBy(() -> counts.require(3)).hasMessageContaining("3 jobs and 2 receipts");
            }
        }
    }

    private static void job(Connection database, boolean completed) throws SQLException {
        UUID id = Ids.next();
        write(
                database,
                "insert into core.job (id, client, class, payload, expires_at, payment_currency) values (?, 'c', 1,"
                        + " '{}', now(), 'AITBC')",
                id);
        if (completed) {
            write(database, """
                    insert into core.outcome (job_id, state, attempt, receipt_id, receipt)
                    values (?, 'COMPLETED', 1, gen_random_uuid(), '{}')""", id);
        }
    }

    private static void write(Connection database, String sql, UUID id) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(sql)) {
            insert.setObject(1, id);
            insert.execute();
        }
    }
}
