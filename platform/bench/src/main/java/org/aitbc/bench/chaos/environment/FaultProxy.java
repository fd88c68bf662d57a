package org.aitbc.bench.chaos.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Forwards TCP from one party of the suite to another, and does to it what networks do. */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 4096;

    private final String name;
    private final int target;
    private final ServerSocket server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger toLose = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean refusing;
    private volatile boolean silent;

    /**
     * Opens one on a free port of the loopback address.
     *
     * @param name both parties
     * @param target the port to forward to, which need not be open yet
     */
    public FaultProxy(String name, int target) {
        this.name = name;
        this.target = target;
        try {
            this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name(name).start(this::accept);
    }

    public String name() {
        return name;
    }

    public int port() {
        return server.getLocalPort();
    }

    public int connections() {
        return connections.size();
    }

    /** How many replies never arrived. */
    public int lost() {
        return lost.get();
    }

    /** Each piece of data takes this much longer from now on. */
    public void delay(Duration longer) {
        delay = longer;
    }

    /** Resets each connection there is. */
    public void cut() {
        connections.forEach(Connection::reset);
    }

    /** New connections are reset at once. */
    public void refuse() {
        refusing = true;
    }

    /** Drops all traffic and keeps connections open. */
    public void silence() {
        silent = true;
        connections.forEach(connection -> connection.dead = true);
    }

    /** Swallows the next replies when they have come, and resets their connections. */
    public void loseReplies(int count) {
        toLose.set(count);
    }

    /** Ends all faults; connections whose traffic was dropped are reset. */
    public void heal() {
        delay = Duration.ZERO;
        refusing = false;
        silent = false;
        toLose.set(0);
        connections.stream().filter(connection -> connection.dead).forEach(Connection::reset);
    }

    @Override
    public void close() {
        close(server);
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Connection connection = new Connection(server.accept());
                Thread.ofVirtual().start(connection::open);
            } catch (IOException closing) {
                // the loop ends with the server; where files have run out some are free again soon
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static void close(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception e) {
            // nothing is left to be done for it
        }
    }

    /** Two sockets, and a thread for each direction. */
    private final class Connection {

        private final Socket in;
        private final Socket out = new Socket();
        private volatile boolean dead;

        Connection(Socket in) {
            this.in = in;
        }

        void open() {
            connections.add(this);
            dead = silent;
            try {
                if (refusing) {
                    throw new IOException("refused");
                }
                in.setTcpNoDelay(true);
                out.setTcpNoDelay(true);
                out.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            } catch (IOException refused) {
                reset();
                return;
            }
            Thread.ofVirtual().start(() -> forward(out, in, true));
            forward(in, out, false);
        }

        /** Ends it so that both sides see it broken, not ended. */
        void reset() {
            for (Socket socket : new Socket[] {in, out}) {
                try {
                    socket.setSoLinger(true, 0);
                } catch (IOException closed) {
                    // then it is as wanted
                }
                FaultProxy.close(socket);
            }
            connections.remove(this);
        }

        private void forward(Socket from, Socket to, boolean replies) {
            byte[] piece = new byte[8192];
            try {
                for (int length = from.getInputStream().read(piece);
                        length >= 0;
                        length = from.getInputStream().read(piece)) {
                    if (dead) {
                        continue;
                    }
                    if (replies && toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        lost.incrementAndGet();
                        reset();
                        return;
                    }
                    if (delay.isPositive()) {
                        Thread.sleep(delay);
                    }
                    to.getOutputStream().write(piece, 0, length);
                }
                if (!dead) {
                    to.shutdownOutput();
                    closeOnceBothEnded();
                }
            } catch (IOException broken) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reset();
            }
        }

        private void closeOnceBothEnded() {
            if (in.isOutputShutdown() && out.isOutputShutdown()) {
                FaultProxy.close(in);
                FaultProxy.close(out);
                connections.remove(this);
            }
        }
    }
}
