package org.aitbc.bench.chaos.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;

/** One connection through a proxy: two sockets, and a thread for each direction. */
final class Passage {

    private static final int PIECE = 8192;

    private final Socket in;
    private final Socket out = new Socket();
    private final Weather weather;
    private final Consumer<Passage> ended;
    private volatile boolean dead;

    Passage(Socket in, Weather weather, Consumer<Passage> ended) {
        this.in = in;
        this.weather = weather;
        this.ended = ended;
    }

    /** Connects to the target and passes on until either side ends. */
    void open(int target) {
        try {
            in.setTcpNoDelay(true);
            out.setTcpNoDelay(true);
            out.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        } catch (IOException nobodyThere) {
            reset();
            return;
        }
        Thread.ofVirtual().start(() -> pass(out, in, true));
        pass(in, out, false);
    }

    /** What comes from now on goes nowhere. */
    void die() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    /** Ends it so that both sides see it broken, not ended. */
    void reset() {
        for (Socket socket : new Socket[] {in, out}) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException closed) {
                // then it is as wanted
            }
            close(socket);
        }
        ended.accept(this);
    }

    private void pass(Socket from, Socket to, boolean replies) {
        byte[] piece = new byte[PIECE];
        try {
            for (int length = from.getInputStream().read(piece);
                    length >= 0;
                    length = from.getInputStream().read(piece)) {
                if (dead) {
                    continue;
                }
                if (replies && weather.loses()) {
                    reset();
                    return;
                }
                if (weather.delay().isPositive()) {
                    Thread.sleep(weather.delay());
                }
                to.getOutputStream().write(piece, 0, length);
            }
            if (!dead) {
                to.shutdownOutput();
                finish();
            }
        } catch (IOException broken) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    /** The second direction to end closes both sockets. */
    private void finish() {
        if (in.isOutputShutdown() && out.isOutputShutdown()) {
            close(in);
            close(out);
            ended.accept(this);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to be done for it
        }
    }
}
