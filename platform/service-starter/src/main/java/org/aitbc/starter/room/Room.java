package org.aitbc.starter.room;

import java.util.concurrent.Semaphore;
import org.aitbc.domain.error.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a service works on at once: as many as fit into its heap, however many come. The last eighth of the
 * connections is kept for those that are told so, and the last eighth of the requests for such as do not wait.
 */
public final class Room {

    private static final int SMALL_BODY = 16 << 10;
    /** How many times its size a body takes once it is read and parsed. */
    private static final int PARSED = 4;

    private final int connections;
    private final int requests;
    private final int largeBodies;
    private final Semaphore places;
    private final Semaphore kilobytes;

    /**
     * @param heap bytes that all of this JVM may use
     * @param files that it may have open
     */
    Room(long heap, long files, RoomSettings settings) {
        double share = heap * settings.share();
        // a file each, and as many are left for the rest of the JVM
        connections = (int) Math.clamp((long) (share / settings.connection().toBytes()), 16, Math.max(16, files / 2));
        requests = connections - connections / 8;
        largeBodies = (int) Math.max(1, (long) (share / 4) >> 10);
        places = new Semaphore(requests);
        kilobytes = new Semaphore(largeBodies);
    }

    /** How many connections may be open. */
    int connections() {
        return connections;
    }

    /** How many requests may be worked on. */
    int requests() {
        return requests;
    }

    /** How many are worked on. */
    int taken() {
        return requests - places.availablePermits();
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
     * Takes a place for a request, to be left when it is answered; null where there is none.
     *
     * @param length of its body, or -1
     */
    @Nullable
    Runnable enter(long length) {
        if (!places.tryAcquire()) {
            return null;
        }
        // a body of any size may come where there is no other
        int weight = length <= SMALL_BODY ? 0 : (int) Math.min(largeBodies, (length >> 10) * PARSED);
        if (!kilobytes.tryAcquire(weight)) {
            places.release();
            return null;
        }
        return () -> {
            kilobytes.release(weight);
            places.release();
        };
    }
}
