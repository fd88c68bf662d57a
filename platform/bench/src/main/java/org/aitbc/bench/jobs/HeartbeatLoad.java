package org.aitbc.bench.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.report.Percentiles;

/** Heartbeats of many miners at a steady pace, over connections that miners share. */
final class HeartbeatLoad implements AutoCloseable {

    private static final String TYPE = "held";
    private static final String BEAT = """
            {"miner_id":"%s","inflight":%d,"status":"%s","metadata":{"gpu_utilization":87,"memory_used":20311,"memory_total":24576},\
            "network_latency_ms":3,"running":[%s]}""";

    private static final long REST_MILLIS = 20;

    private final LongAdder done = new LongAdder();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Void>> senders = new ArrayList<>();
    private final Recorder nanos = new Recorder(3);
    /** When the present stretch of beats began, by the monotonic clock. */
    private volatile long since;

    private volatile boolean beating = true;
    private volatile boolean stop;

    private HeartbeatLoad() {
        since = System.nanoTime();
    }

    /**
     * Registers the miners and starts to beat.
     *
     * @param busy of each hundred miners, how many hold a job whose lease their beats renew
     * @param perSecond of all miners together
     */
    static HeartbeatLoad start(GatewayClients gateway, int miners, int busy, int connections, int perSecond)
            throws InterruptedException, ExecutionException {
        HeartbeatLoad load = new HeartbeatLoad();
        try (ExecutorService joining = Executors.newFixedThreadPool(16)) {
            List<Future<List<String>>> bodies = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int first = i;
                bodies.add(joining.submit(() -> bodies(gateway, first, connections, miners, busy)));
            }
            List<List<String>> ready = new ArrayList<>();
            for (Future<List<String>> one : bodies) {
                ready.add(one.get());
            }
            load.resume();
            long between = connections * 1_000_000_000L / perSecond;
            for (int i = 0; i < connections; i++) {
                List<String> beats = ready.get(i);
                long first = i * between / connections;
                load.senders.add(load.threads.submit(() -> load.beat(gateway, beats, first, between)));
            }
        }
        return load;
    }

    /** Silence, which miners bear for half a minute. */
    void pause() {
        beating = false;
    }

    void resume() {
        since = System.nanoTime();
        beating = true;
    }

    long done() {
        return done.sum();
    }

    /** How long heartbeats took since the last call of this. */
    Percentiles latencies() {
        return Percentiles.of(nanos.getIntervalHistogram());
    }

    /** Fails where a beat was refused. */
    @Override
    public void close() {
        stop = true;
        try {
            for (Future<Void> sender : senders) {
                sender.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("heartbeats ended", e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    /** What the miners of one connection say, each time the same. */
    private static List<String> bodies(GatewayClients gateway, int first, int step, int miners, int busy)
            throws IOException {
        List<String> bodies = new ArrayList<>();
        try (HttpConnection client = gateway.client()) {
            for (int i = first; i < miners; i += step) {
                String id = "beat-" + i;
                try (HttpConnection miner = gateway.miner(id, TYPE, 1)) {
                    boolean works = i % 100 < busy;
                    bodies.add(
                            works
                                    ? BEAT.formatted(id, 1, "busy", """
                                            {"job_id":"%s","attempt":1,"progress":0.5}""".formatted(job(client, miner)))
                                    : BEAT.formatted(id, 0, "idle", ""));
                }
            }
        }
        return bodies;
    }

    private static String job(HttpConnection client, HttpConnection miner) throws IOException {
        client.post(
                        "/v1/jobs",
                        "{\"payload\":{\"type\":\"%s\"},\"allow_unknown_type\":true,\"ttl_seconds\":86400}"
                                .formatted(TYPE))
                .require(201);
        return JobIds.first(miner.post("/v1/miners/poll", "{\"max_wait_seconds\":10}")
                .require(200)
                .body());
    }

    private Void beat(GatewayClients gateway, List<String> bodies, long first, long between)
            throws IOException, InterruptedException {
        try (HttpConnection link = gateway.miners()) {
            long began = 0;
            long beat = 0;
            while (!stop) {
                if (began != since) {
                    began = since;
                    beat = 0;
                }
                long due = began + first + beat * between;
                Thread.sleep(beating ? Math.max(0, (due - System.nanoTime()) / 1_000_000) : REST_MILLIS);
                if (beating && began == since) {
                    long sent = System.nanoTime();
                    link.post("/v1/miners/heartbeat", bodies.get((int) (beat++ % bodies.size())))
                            .require(200);
                    nanos.recordValue(System.nanoTime() - sent);
                    done.increment();
                }
            }
        }
        return null;
    }
}
