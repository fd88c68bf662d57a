package org.aitbc.bench.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that takes requests and answers none of them, as a service does whose polls are parked. */
final class ParkingService implements AutoCloseable {

    private static final int BACKLOG = 4096;

    private final ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final AtomicInteger parked = new AtomicInteger();

    ParkingService() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Connections on which a request has come. */
    int parked() {
        return parked.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                Thread.ofVirtual().start(() -> park(connection));
            }
        } catch (IOException closed) {
            // the service has ended
        }
    }

    private void park(Socket connection) {
        byte[] ignored = new byte[4096];
        try (connection) {
            if (connection.getInputStream().read(ignored) > 0) {
                parked.incrementAndGet();
                while (connection.getInputStream().read(ignored) >= 0) {
                    // the caller may send more, and leaves when it is done
                }
            }
        } catch (IOException broken) {
            // the caller has left
        }
    }
}
