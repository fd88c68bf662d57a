package org.aitbc.bench.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aitbc.bench.report.Percentiles;

/**
 * What one way got done under one load, in books that were found right.
 *
 * @param perSecond orders that were acknowledged in time
 * @param latency of every order
 * @param perCommit orders that shared a commit, on average
 */
record Round(double perSecond, Percentiles latency, double perCommit) {

    private record Done(UUID order, long nanos, boolean inTime) {}

    /** Clients that each ask for the next order when the last is acknowledged. */
    static Round run(Connection books, Way way, Scenario scenario, int clients, Duration length)
            throws SQLException, InterruptedException, ExecutionException {
        long before = way.book().last(books);
        List<Done> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + length.toNanos();
            List<Future<List<Done>>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> client(way, scenario, end)));
            }
            for (Future<List<Done>> one : running) {
                done.addAll(one.get());
            }
        }
        way.book()
                .require(
                        books,
                        before,
                        done.stream().map(Done::order).toList(),
                        scenario.next().sides().size());
        return new Round(
                done.stream().filter(Done::inTime).count() / (length.toNanos() / 1e9),
                Percentiles.ofNanos(done.stream().map(Done::nanos).toList()),
                (double) done.size() / way.book().commits(books, before));
    }

    private static List<Done> client(Way way, Scenario scenario, long end) throws SQLException {
        List<Done> done = new ArrayList<>();
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            Order order = scenario.next();
            way.carryOut(order);
            long now = System.nanoTime();
            done.add(new Done(order.id(), now - start, now <= end));
        }
        return done;
    }
}
