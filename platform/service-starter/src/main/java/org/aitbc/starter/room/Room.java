package org.aitbc.starter.room;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.aitbc.domain.error.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a service has at once: as many as fit into its heap, however many come. The last eighth of the
 * connections is kept for those that are told so, and the last eighth of the requests for such as do not wait. Those that
 * do not wait are worked on, and are an eighth of the connections at most: each takes more meanwhile than one that waits,
 * and more of them at once would only stand in each other's way. Who comes back from waiting is worked on next, before any
 * that come anew; whoever is worked on never waits for such a one.
 */
public final class Room {

    private static final int SMALL_BODY = 16 << 10;
    /** How many times its size a body takes once it is read and parsed. */
    private static final int PARSED = 4;

    private final int connections;
    private final int requests;
    private final int busiest;
    private final int largeBodies;
    private final Semaphore places;
    private final Semaphore kilobytes;
    private final Semaphore working;

    /**
     * @param heap bytes that all of this JVM may use
     * @param files that it may have open
     */
    Room(long heap, long files, RoomSettings settings) {
        double share = heap * settings.share();
        // a file each, and as many are left for the rest of the JVM
        connections = (int) Math.clamp((long) (share / settings.connection().toBytes()), 16, Math.max(16, files / 2));
        requests = connections - connections / 8;
        busiest = connections / 8;
        largeBodies = (int) Math.max(1, (long) (share / 4) >> 10);
        places = new Semaphore(requests);
        kilobytes = new Semaphore(largeBodies);
        working = new Semaphore(busiest, true);
    }

    /** How many connections may be open. */
    int connections() {
        return connections;
    }

    /** How many requests may be here. */
    int requests() {
        return requests;
    }

    /** How many are here. */
    int taken() {
        return requests - places.availablePermits();
    }

    /** How many requests that do not wait may be here. */
    int busiest() {
        return busiest;
    }

    /** Whether one more request may stay for long without work being refused for it. */
    public boolean hasRoomToWait() {
        return places.availablePermits() >= requests / 8;
    }

    /**
     * For a request that would stay for long.
     *
     * @throws Unavailable where work would be refused for it
     */
    public void requireRoomToWait() {
        if (!hasRoomToWait()) {
            throw new Unavailable("OVERLOADED", "too many are waiting; try again in a moment");
        }
    }

    /**
     * Waits for something, and leaves the work to others meanwhile.
     *
     * @throws Unavailable where work would be refused for it
     */
    public <T> T waiting(Supplier<T> something) {
        requireRoomToWait();
        rest();
        try {
            return something.get();
        } finally {
            goOn();
        }
    }

    /** A request that has entered is not worked on for a while, or any more. */
    void rest() {
        working.release();
    }

    /** It is again, as soon as there are not too many: it is never refused now. */
    private void goOn() {
        working.acquireUninterruptibly();
    }

    /** Nobody new goes before those who come back. */
    private boolean startWork() {
        return !working.hasQueuedThreads() && working.tryAcquire();
    }

    /**
     * Takes a place for a request that is worked on until it rests, to be left when it is answered; null where there is none.
     *
     * @param length of its body, or -1
     */
    @Nullable
    Runnable enter(long length) {
        if (!startWork()) {
            return null;
        }
        if (!places.tryAcquire()) {
            rest();
            return null;
        }
        // a body of any size may come where there is no other
        int weight = length <= SMALL_BODY ? 0 : (int) Math.min(largeBodies, (length >> 10) * PARSED);
        if (!kilobytes.tryAcquire(weight)) {
            places.release();
            rest();
            return null;
        }
        return () -> {
            kilobytes.release(weight);
            places.release();
        };
    }
}
