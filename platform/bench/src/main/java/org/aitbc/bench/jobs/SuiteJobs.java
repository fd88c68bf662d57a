package org.aitbc.bench.jobs;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.aitbc.bench.http.ClosedLoop;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.process.Processes;
import org.aitbc.bench.process.SuiteProcess;
import org.aitbc.bench.report.Percentiles;

/** The suite at work on jobs, over REST through its gateway. Each job that a client counted is found in its database. */
final class SuiteJobs implements AutoCloseable {

    static final String CPU = "cpu us/job";

    private final SuiteProcess suite;
    private final GatewayClients gateway;
    private final Connection database;
    private final HttpConnection last;

    SuiteJobs(SuiteProcess suite) throws IOException, SQLException {
        this.suite = suite;
        this.gateway = GatewayClients.of(suite);
        this.database = suite.connect();
        this.last = gateway.miner("last", 100);
    }

    ProcessHandle process() {
        return suite.server().process().toHandle();
    }

    /** Clients that need three calls for a job. */
    ClosedLoop single(int connections) throws IOException {
        return ClosedLoop.of(connections, number -> Single.open(gateway, number));
    }

    /** Clients that move a hundred jobs a call. */
    ClosedLoop batched(int connections) throws IOException {
        return ClosedLoop.of(connections, number -> Batched.open(gateway, number));
    }

    Map<String, Double> run(ClosedLoop loop, double seconds)
            throws InterruptedException, ExecutionException, IOException, SQLException {
        JobCounts counts = JobCounts.open(database);
        double cpuBefore = cpuSeconds();
        ClosedLoop.Done done = loop.run(seconds);
        double cpu = cpuSeconds() - cpuBefore;
        long jobs = done.jobs();
        for (int left = Batched.take(last); left > 0; left = Batched.take(last)) {
            jobs += left;
        }
        counts.require(jobs);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(JobContests.RATE, done.perSecond());
        figures.put(CPU, cpu * 1e6 / done.jobs());
        return figures;
    }

    WakeUp park(int workers) throws IOException {
        return WakeUp.park(gateway, workers);
    }

    /** How long jobs that are submitted at a steady rate take to reach one of the waiting workers. */
    Percentiles wake(WakeUp parked, int jobs, int perSecond) throws IOException, InterruptedException, SQLException {
        JobCounts counts = JobCounts.open(database);
        Percentiles wake = parked.measure(jobs, perSecond);
        counts.require(jobs);
        return wake;
    }

    @Override
    public void close() throws IOException, SQLException {
        last.close();
        database.close();
    }

    private double cpuSeconds() {
        return Processes.cpuSeconds(suite.processes()) + Processes.cpuSeconds(suite.database());
    }
}
