package org.aitbc.bench.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that takes requests and answers none of them, as a service does whose polls are parked. */
final class ParkingService implements AutoCloseable {

    private static final int BACKLOG = 4096;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final AtomicInteger parked = new AtomicInteger();
    private final ByteBuffer ignored = ByteBuffer.allocateDirect(1 << 16);

    ParkingService() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread.ofPlatform().daemon().name("parking").start(this::serve);
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /** Connections on which a request has come. */
    int parked() {
        return parked.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        selector.close();
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(key -> {
                    try {
                        look(key);
                    } catch (IOException e) {
                        key.cancel();
                    }
                });
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void look(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel accepted = server.accept();
            if (accepted != null) {
                accepted.configureBlocking(false);
                accepted.register(selector, SelectionKey.OP_READ);
            }
            return;
        }
        SocketChannel connection = (SocketChannel) key.channel();
        int read = connection.read(ignored.clear());
        if (read < 0) {
            connection.close();
        } else if (read > 0 && key.attachment() == null) {
            key.attach(this);
            parked.incrementAndGet();
        }
    }
}
