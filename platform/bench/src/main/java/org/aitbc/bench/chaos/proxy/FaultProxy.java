package org.aitbc.bench.chaos.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.bench.chaos.load.Pause;

/** Passes TCP on from one party of the suite to another, and does to it what networks do. */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 4096;

    private final String name;
    private final int target;
    private final ServerSocket door;
    private final Weather weather = new Weather();
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();

    private FaultProxy(String name, int target, ServerSocket door) {
        this.name = name;
        this.target = target;
        this.door = door;
    }

    /**
     * Opens one on a free port of the loopback address.
     *
     * @param name who talks to whom
     * @param target the port of who is talked to, who need not be there yet
     */
    public static FaultProxy open(String name, int target) {
        try {
            FaultProxy proxy =
                    new FaultProxy(name, target, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
            Thread.ofPlatform().daemon().name(name).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    public int port() {
        return door.getLocalPort();
    }

    /** How many connections pass. */
    public int connections() {
        return passages.size();
    }

    /** How many replies never arrived. */
    public int lost() {
        return weather.lost();
    }

    /** Each piece of data takes this much longer from now on. */
    public void delay(Duration delay) {
        weather.delay(delay);
    }

    /** Resets each connection there is. */
    public void cut() {
        passages.forEach(Passage::reset);
    }

    /** Whether new connections are reset at once. */
    public void refuse(boolean refuse) {
        weather.refuse(refuse);
    }

    /** From now on nothing passes, and nobody is told: the connections there are stay open and dead, as do those that come. */
    public void silence() {
        weather.silent(true);
        passages.forEach(Passage::die);
    }

    /** The next replies are swallowed when they have come, and their connections reset. */
    public void loseReplies(int count) {
        weather.lose(count);
    }

    /** Fair weather; connections that are dead are reset. */
    public void heal() {
        weather.clear();
        passages.stream().filter(Passage::isDead).forEach(Passage::reset);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket in = door.accept();
                Thread.ofVirtual().start(() -> connect(in));
            } catch (IOException closing) {
                // the loop ends with the door; where files have run out some are free again soon
                pause();
            }
        }
    }

    private void connect(Socket in) {
        Passage passage = new Passage(in, weather, passages::remove);
        passages.add(passage);
        if (weather.refuses()) {
            passage.reset();
        } else {
            if (weather.isSilent()) {
                passage.die();
            }
            passage.open(target);
        }
    }

    private static void pause() {
        try {
            Pause.millis(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
