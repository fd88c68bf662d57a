package org.aitbc.bench.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aitbc.bench.http.Link;
import org.aitbc.bench.http.Link.Answer;

/** How long from the start of a submit until a waiting worker has read the job, with many polls parked. */
final class WakeUp {

    private static final Pattern SENT = Pattern.compile("\"sent\":(\\d+)");

    private final Gateway gateway;
    private final Collection<Long> nanos = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();

    WakeUp(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Submits jobs at a steady pace to parked workers; the first tenth is warm-up. */
    Collection<Long> measure(int parked, int jobs, int perSecond)
            throws IOException, InterruptedException, ExecutionException {
        CountDownLatch received = new CountDownLatch(jobs);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> workers = new ArrayList<>();
            for (int i = 0; i < parked; i++) {
                Link miner = gateway.miner("waiting-" + i, 1);
                workers.add(threads.submit(() -> work(miner, received)));
            }
            Thread.sleep(1000);
            long start = System.nanoTime();
            try (Link client = gateway.client()) {
                for (int i = 0; i < jobs; i++) {
                    long due = start + i * 1_000_000_000L / perSecond;
                    Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                    client.post("/v1/jobs", """
                            {"payload":{"type":"bench","number":%d,"sent":%d},"ttl_seconds":3600}""".formatted(i, System.nanoTime())).require(201);
                }
            }
            boolean all = received.await(60, TimeUnit.SECONDS);
            stop.set(true);
            for (Future<Void> worker : workers) {
                worker.get();
            }
            if (!all) {
                throw new IllegalStateException(received.getCount() + " jobs did not reach a worker");
            }
        }
        return nanos;
    }

    private Void work(Link miner, CountDownLatch received) throws IOException {
        try (miner) {
            while (!stop.get()) {
                Answer job = miner.post("/v1/miners/poll", "{\"max_wait_seconds\":10}")
                        .require(200, 204);
                long now = System.nanoTime();
                Matcher sent = SENT.matcher(job.body());
                if (sent.find()) {
                    nanos.add(now - Long.parseLong(sent.group(1)));
                    miner.post("/v1/miners/" + JobIds.first(job.body()) + "/result", "{\"result\":{}}")
                            .require(200);
                    received.countDown();
                }
            }
        }
        return null;
    }
}
