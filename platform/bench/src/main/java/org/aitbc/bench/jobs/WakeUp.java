package org.aitbc.bench.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.http.HttpConnection.Answer;
import org.aitbc.bench.report.Percentiles;

/** How long from the start of a submit until a waiting worker has read the job, with many polls parked. */
public final class WakeUp implements AutoCloseable {

    private static final Pattern SENT = Pattern.compile("\"sent\":(\\d+)");
    private static final int WAIT_SECONDS = 10;

    private final GatewayClients gateway;
    private final Collection<Long> nanos = new ConcurrentLinkedQueue<>();
    private final Semaphore completed = new Semaphore(0);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("waiting-", 0).factory());
    private final List<Future<Void>> workers = new ArrayList<>();
    private volatile boolean closed;

    private WakeUp(GatewayClients gateway) {
        this.gateway = gateway;
    }

    static WakeUp park(GatewayClients gateway, int workers) throws IOException {
        WakeUp waiting = new WakeUp(gateway);
        for (int i = 0; i < workers; i++) {
            HttpConnection miner = gateway.miner("waiting-" + i, 1);
            waiting.workers.add(waiting.threads.submit(() -> waiting.work(miner)));
        }
        return waiting;
    }

    /** Submits jobs at a steady pace and answers how long each took to reach a worker, once all are completed. */
    Percentiles measure(int jobs, int perSecond) throws IOException, InterruptedException {
        nanos.clear();
        Thread.sleep(1000);
        long start = System.nanoTime();
        try (HttpConnection client = gateway.client()) {
            for (int i = 0; i < jobs; i++) {
                long due = start + i * 1_000_000_000L / perSecond;
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                client.post("/v1/jobs", """
                        {"payload":{"type":"bench","number":%d,"sent":%d},"ttl_seconds":3600}""".formatted(i, System.nanoTime())).require(201);
            }
        }
        if (!completed.tryAcquire(jobs, 60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(jobs - completed.availablePermits() + " jobs did not reach a worker");
        }
        return Percentiles.ofNanos(nanos);
    }

    /** Waits until the last poll was answered, so that no job is given to a connection that is gone. */
    @Override
    public void close() {
        closed = true;
        threads.close();
        for (Future<Void> worker : workers) {
            try {
                worker.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a worker failed", e.getCause());
            }
        }
    }

    private Void work(HttpConnection miner) throws IOException {
        try (miner) {
            while (!closed) {
                Answer job = miner.post("/v1/miners/poll", "{\"max_wait_seconds\":%d}".formatted(WAIT_SECONDS))
                        .require(200, 204);
                long now = System.nanoTime();
                Matcher sent = SENT.matcher(job.body());
                if (sent.find()) {
                    nanos.add(now - Long.parseLong(sent.group(1)));
                    miner.post("/v1/miners/" + JobIds.first(job.body()) + "/result", "{\"result\":{}}")
                            .require(200);
                    completed.release();
                }
            }
        }
        return null;
    }
}
