package org.aitbc.bench.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Polls that wait for a job: a connection on either side of the gateway each. */
final class ParkedPolls implements AutoCloseable {

    private static final long PARKED_WITHIN = TimeUnit.SECONDS.toNanos(60);
    private static final byte[] POLL = """
            POST /v1/jobs HTTP/1.1\r
            Host: localhost\r
            User-Agent: bench\r
            Content-Type: application/json\r
            X-Api-Key: %s\r
            X-Miner-ID: bench-miner\r
            Content-Length: 24\r
            \r
            {"max_wait_seconds": 60}""".formatted(SuiteGateway.KEY).getBytes(StandardCharsets.US_ASCII);

    private final List<Socket> workers = new ArrayList<>();

    void park(int count, int port, ParkingService service) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            Socket worker = new Socket(InetAddress.getLoopbackAddress(), port);
            workers.add(worker);
            worker.getOutputStream().write(POLL);
        }
        for (long end = System.nanoTime() + PARKED_WITHIN; service.parked() < count; ) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only %d of %d are parked".formatted(service.parked(), count));
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket worker : workers) {
            worker.close();
        }
    }
}
