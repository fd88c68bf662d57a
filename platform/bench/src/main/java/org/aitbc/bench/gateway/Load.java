package org.aitbc.bench.gateway;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Requests on some connections, from one thread, so that the load leaves the machine to what is measured. */
final class Load implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final List<Caller> callers = new ArrayList<>();
    private final Deque<Caller> free = new ArrayDeque<>();
    private final LongSupplier cpuNanos;

    /** @param head further lines of each request */
    Load(Proxy target, String path, String head, int connections) throws IOException {
        cpuNanos = target::cpuNanos;
        byte[] request = "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nAccept: */*\r\n%s\r\n"
                .formatted(path, target.port(), head)
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < connections; i++) {
            callers.add(new Caller(target.port(), request, selector));
        }
    }

    /**
     * What one round came to.
     *
     * @param fairness answers on the slowest connection for one on the fastest
     */
    record Sample(
            double perSecond, double cpuMicros, double p50, double p99, double p999, double max, double fairness) {}

    /** Each connection asks again as soon as it is answered. */
    Sample closed(double seconds) throws IOException {
        return run(seconds, 0);
    }

    /** Requests come at a steady rate, however fast they are answered. */
    Sample steady(double seconds, double perSecond) throws IOException {
        return run(seconds, perSecond);
    }

    @Override
    public void close() throws IOException {
        for (Caller caller : callers) {
            caller.close();
        }
        selector.close();
    }

    private Sample run(double seconds, double rate) throws IOException {
        Latencies latencies = new Latencies();
        callers.forEach(Caller::forget);
        free.clear();
        free.addAll(callers);
        long cpu = cpuNanos.getAsLong();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long sent = 0;
        long now = start;
        while (now < end) {
            sent += send(rate == 0 ? callers.size() : due(now - start, rate) - sent, now);
            receive(latencies, rate == 0 ? 100 : 1);
            now = System.nanoTime();
        }
        Sample sample = sample(latencies, (now - start) / 1e9, cpuNanos.getAsLong() - cpu);
        while (free.size() < callers.size()) {
            receive(latencies, 100);
        }
        return sample;
    }

    private static long due(long elapsed, double rate) {
        return (long) (elapsed * rate / TimeUnit.SECONDS.toNanos(1));
    }

    private long send(long wanted, long now) throws IOException {
        long sent = 0;
        for (; sent < wanted && !free.isEmpty(); sent++) {
            free.removeFirst().send(now);
        }
        return sent;
    }

    private void receive(Latencies latencies, long millis) throws IOException {
        selector.select(
                key -> {
                    if (key.attachment() instanceof Caller caller && hasAnswer(caller)) {
                        latencies.add(System.nanoTime() - caller.sentAt());
                        free.addLast(caller);
                    }
                },
                millis);
    }

    private static boolean hasAnswer(Caller caller) {
        try {
            return caller.receive();
        } catch (IOException e) {
            throw new IllegalStateException("the load met an error", e);
        }
    }

    private Sample sample(Latencies latencies, double seconds, long cpu) {
        latencies.sort();
        double slowest = callers.stream().mapToLong(Caller::answered).min().orElse(0);
        double fastest = callers.stream().mapToLong(Caller::answered).max().orElse(1);
        return new Sample(
                latencies.count() / seconds,
                cpu / 1e3 / latencies.count(),
                latencies.millis(0.50),
                latencies.millis(0.99),
                latencies.millis(0.999),
                latencies.millis(1),
                slowest / fastest);
    }
}
