package org.aitbc.bench.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import org.aitbc.bench.http.Link;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.bench.suite.SuiteProcess;

/** The suite at work on jobs, over REST through its gateway. What clients counted is found in its database, or it fails. */
public final class SuiteJobs implements AutoCloseable {

    private final SuiteProcess suite;
    private final Gateway gateway;
    private final Connection database;
    private final Link last;

    private SuiteJobs(SuiteProcess suite) throws IOException, SQLException {
        this.suite = suite;
        this.gateway = Gateway.of(suite);
        this.database = suite.connect();
        this.last = gateway.miner("last", 100);
    }

    public static SuiteJobs start(Path jar) throws InterruptedException, IOException, SQLException {
        return new SuiteJobs(SuiteProcess.start(jar, JobsBench.NO_RATE_LIMITS));
    }

    public ProcessHandle process() {
        return suite.process();
    }

    /** Connections that need three calls for a job. */
    public Crew single(int connections) throws IOException {
        return Crew.of(connections, number -> Single.join(gateway, number));
    }

    /** Connections that move a hundred jobs a call. */
    public Crew batched(int connections) throws IOException {
        return Crew.of(connections, number -> Batched.join(gateway, number));
    }

    /** Jobs a second. */
    public double work(Crew crew, double seconds)
            throws InterruptedException, ExecutionException, IOException, SQLException {
        JobBooks books = JobBooks.open(database);
        Crew.Done done = crew.work(seconds);
        long jobs = done.jobs();
        for (int left = Batched.take(last); left > 0; left = Batched.take(last)) {
            jobs += left;
        }
        books.require(jobs);
        return done.perSecond();
    }

    /** Workers that wait. */
    public WakeUp park(int workers) throws IOException {
        return WakeUp.park(gateway, workers);
    }

    /** How long jobs that are submitted at a steady pace take to reach one of the workers. */
    public Percentiles wake(WakeUp parked, int jobs, int perSecond)
            throws IOException, InterruptedException, SQLException {
        JobBooks books = JobBooks.open(database);
        Percentiles wake = parked.measure(jobs, perSecond);
        books.require(jobs);
        return wake;
    }

    @Override
    public void close() throws IOException, SQLException {
        last.close();
        database.close();
        suite.close();
    }
}
