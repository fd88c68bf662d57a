package org.aitbc.servicetest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One real PostgreSQL per test process, on a free port of the loopback, gone with the process. */
public final class TestDatabase {

    private record Guarded(EmbeddedPostgres server, Process guard) {}

    private static final class Started {
        static final Guarded POSTGRES = guarded(start());
    }

    private TestDatabase() {}

    /** The JDBC URL, with user and password in it. */
    public static String url() {
        return Started.POSTGRES.server().getJdbcUrl("postgres", "postgres");
    }

    /** The running server, for tests that break it. */
    public static EmbeddedPostgres server() {
        return Started.POSTGRES.server();
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("timezone", "UTC")
                    .setServerConfig("max_connections", "200")
                    // hooks run side by side: contexts that close without their database wait for it, one after another
                    .setRegisterShutdownHook(false)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server when this process is gone, also one that was killed: the pipe to this shell ends with it. */
    private static Guarded guarded(EmbeddedPostgres postgres) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet folder = statement.executeQuery("show data_directory")) {
            folder.next();
            Process guard = new ProcessBuilder(
                            "sh",
                            "-c",
                            "cat; pid=$(head -n 1 \"$0/postmaster.pid\") && kill -QUIT \"$pid\" && rm -rf \"$0\"",
                            folder.getString(1))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return new Guarded(postgres, guard);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
