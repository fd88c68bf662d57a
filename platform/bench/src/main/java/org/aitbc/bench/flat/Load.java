package org.aitbc.bench.flat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import org.aitbc.bench.jobs.Batched;
import org.aitbc.bench.jobs.Crew;
import org.aitbc.bench.jobs.Gateway;
import org.aitbc.bench.suite.SuiteDatabase;
import org.aitbc.bench.suite.SuiteProcess;

/** Jobs in batches of a hundred against one suite, and what its database wrote for them. */
final class Load implements AutoCloseable {

    private static final int CREW = 8;
    private static final String WAL = "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn";

    private final Gateway gateway;
    private final SuiteDatabase database;
    private final Crew crew;
    private long jobs;
    private long allJobs;
    private double walBytes;

    Load(SuiteProcess suite) throws IOException {
        gateway = Gateway.of(suite);
        database = new SuiteDatabase(suite);
        crew = Crew.of(CREW, number -> Batched.join(gateway, number));
    }

    Gateway gateway() {
        return gateway;
    }

    SuiteDatabase database() {
        return database;
    }

    /** Jobs a second, over some seconds. */
    double run(int seconds) throws SQLException, InterruptedException, ExecutionException {
        double before = database.number(WAL);
        Crew.Done done = crew.work(seconds);
        jobs += done.jobs();
        allJobs += done.jobs();
        walBytes += database.number(WAL) - before;
        return done.perSecond();
    }

    /** The same while a transaction keeps its snapshot, from before the first job until after the last. */
    double runBesideSnapshot(int seconds) throws SQLException, InterruptedException, ExecutionException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("select 1 from core.miner limit 1");
            return run(seconds);
        }
    }

    /** As autovacuum will do: what one round leaves behind is not the next one's. */
    void tidy() throws SQLException {
        database.run("vacuum core.ready");
        database.run("vacuum core.lease");
    }

    /** All that were done since the start. */
    long jobs() {
        return allJobs;
    }

    /** With what checkpoints and vacuum wrote meanwhile. */
    double walBytesPerJob() {
        return walBytes / jobs;
    }

    /** What was written so far was for the warm-up. */
    void forget() {
        jobs = 0;
        walBytes = 0;
    }

    @Override
    public void close() throws IOException {
        crew.close();
    }
}
