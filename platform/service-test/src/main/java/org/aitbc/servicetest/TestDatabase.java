package org.aitbc.servicetest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One real PostgreSQL per test process, on a free port of the loopback, gone with the process. */
public final class TestDatabase {

    private static final class Started {
        static final EmbeddedPostgres POSTGRES = start();
    }

    private TestDatabase() {}

    /** The JDBC URL, with user and password in it. */
    public static String url() {
        return Started.POSTGRES.getJdbcUrl("postgres", "postgres");
    }

    /** The running server, for tests that break it. */
    public static EmbeddedPostgres server() {
        return Started.POSTGRES;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("timezone", "UTC")
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
