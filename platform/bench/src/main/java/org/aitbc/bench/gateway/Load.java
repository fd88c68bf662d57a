package org.aitbc.bench.gateway;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.aitbc.bench.process.Processes;
import org.aitbc.bench.process.Server;
import org.aitbc.bench.report.Percentiles;

/** Requests on some connections, from one thread, so that the load leaves the machine to what is measured. */
final class Load implements AutoCloseable {

    static final String RATE = "requests/s";
    static final String CPU = "cpu us";
    static final String P99 = "p99 ms";
    static final String FAIRNESS = "fairness";

    private final Server target;
    private final Selector selector = Selector.open();
    private final List<KeptConnection> connections = new ArrayList<>();
    private final Deque<KeptConnection> free = new ArrayDeque<>();

    /** @param headers further lines of each request */
    Load(Server target, String path, String headers, int connections) throws IOException {
        this.target = target;
        byte[] request = "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nAccept: */*\r\n%s\r\n"
                .formatted(path, target.port(), headers)
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < connections; i++) {
            this.connections.add(new KeptConnection(target.port(), request, selector));
        }
    }

    /** @param rate requests a second, however fast they are answered; 0 where each connection sends as soon as it can */
    Map<String, Double> run(double seconds, double rate) throws IOException {
        Histogram nanos = new Histogram(3);
        connections.forEach(KeptConnection::resetCount);
        free.clear();
        free.addAll(connections);
        double cpu = Processes.cpuSeconds(target.processes());
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long sent = 0;
        long now = start;
        while (now < end) {
            sent += send(rate == 0 ? connections.size() : due(now - start, rate) - sent, now);
            receive(nanos, rate == 0 ? 100 : 1);
            now = System.nanoTime();
        }
        Map<String, Double> figures =
                figures(nanos, (now - start) / 1e9, Processes.cpuSeconds(target.processes()) - cpu);
        while (free.size() < connections.size()) {
            receive(nanos, 100);
        }
        return figures;
    }

    @Override
    public void close() throws IOException {
        for (KeptConnection connection : connections) {
            connection.close();
        }
        selector.close();
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

    private void receive(Histogram nanos, long millis) throws IOException {
        selector.select(
                key -> {
                    if (key.attachment() instanceof KeptConnection connection && hasAnswer(connection)) {
                        nanos.recordValue(System.nanoTime() - connection.sentAt());
                        free.addLast(connection);
                    }
                },
                millis);
    }

    private static boolean hasAnswer(KeptConnection connection) {
        try {
            return connection.receive();
        } catch (IOException e) {
            throw new IllegalStateException("a request failed", e);
        }
    }

    private Map<String, Double> figures(Histogram nanos, double seconds, double cpuSeconds) {
        double slowest =
                connections.stream().mapToLong(KeptConnection::answered).min().orElse(0);
        double fastest =
                connections.stream().mapToLong(KeptConnection::answered).max().orElse(1);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(RATE, nanos.getTotalCount() / seconds);
        figures.put(CPU, cpuSeconds * 1e6 / nanos.getTotalCount());
        figures.putAll(Percentiles.of(nanos).figures());
        figures.put(FAIRNESS, slowest / fastest);
        return figures;
    }
}
