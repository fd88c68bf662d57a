package org.aitbc.bench.conductor;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.aitbc.bench.jobs.Crew;
import org.aitbc.standalone.postgres.EmbeddedPostgres;

/** Conductor at work on workflows of one task, over REST. What clients counted is found in its database, or it fails. */
public final class ConductorJobs implements AutoCloseable {

    /** A task that is put off is not handed out at once. */
    private static final Duration REST_WITHIN = Duration.ofSeconds(20);

    private final Crew crew;
    private final OneTask last;
    private final Connection database;

    private ConductorJobs(Crew crew, OneTask last, Connection database) {
        this.crew = crew;
        this.last = last;
        this.database = database;
    }

    public static ConductorJobs open(Conductor conductor, EmbeddedPostgres postgres, int connections)
            throws IOException, SQLException {
        OneTask.define(conductor.port());
        return new ConductorJobs(
                Crew.of(connections, number -> OneTask.join(conductor.port(), number)),
                OneTask.join(conductor.port(), connections),
                DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password()));
    }

    /** Workflows a second. */
    public double work(double seconds) throws IOException, SQLException, InterruptedException, ExecutionException {
        long before = count("COMPLETED");
        Crew.Done done = crew.work(seconds);
        long jobs = done.jobs();
        long end = System.nanoTime() + REST_WITHIN.toNanos();
        while (count("RUNNING") > 0 && System.nanoTime() < end) {
            jobs += last.take();
        }
        long completed = count("COMPLETED") - before;
        long running = count("RUNNING");
        if (completed != jobs || running != 0) {
            throw new IllegalStateException(
                    "%d tasks were completed, but Conductor has %d completed workflows and %d running"
                            .formatted(jobs, completed, running));
        }
        return done.perSecond();
    }

    @Override
    public void close() throws IOException, SQLException {
        crew.close();
        last.close();
        database.close();
    }

    private long count(String status) throws SQLException {
        try (PreparedStatement statement =
                database.prepareStatement("select count(*) from workflow_index where status = ?")) {
            statement.setString(1, status);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
