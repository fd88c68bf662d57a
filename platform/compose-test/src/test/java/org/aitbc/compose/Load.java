package org.aitbc.compose;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that have paid jobs run, one after another. */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final AtomicInteger done = new AtomicInteger();
    private final List<CompletableFuture<Void>> jobs;

    Load(Client client, int jobs) {
        this.jobs = IntStream.range(0, jobs)
                .mapToObj(_ -> CompletableFuture.runAsync(() -> run(client), threads))
                .toList();
    }

    int done() {
        return done.get();
    }

    /** Waits for all, and throws what went wrong with one. */
    void finish() {
        jobs.forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void run(Client client) {
        PaidJob.submit(client).awaitPaid(client).verify(client);
        done.incrementAndGet();
    }
}
