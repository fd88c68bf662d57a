package org.aitbc.starter.admission;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.aitbc.domain.error.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests that a service has at once to what its heap holds. The last eighth of the connections is for requests
 * that are refused, and the last eighth of the requests is for those that do not wait. At most an eighth of the connections
 * has a request that is worked on, since such a request takes more memory than one that waits. A request that has waited is
 * never refused, and goes on before any new one. ADR 17 tells why this is no library.
 */
public final class ConcurrencyLimiter {

    private static final int SMALL_BODY = 16 << 10;
    /** How many times its size a body takes once it is read and parsed. */
    private static final int PARSED = 4;

    private final int connections;
    private final int requests;
    private final int largeBodies;
    private final Semaphore places;
    private final Semaphore kilobytes;
    private final Semaphore working;

    /**
     * @param heap bytes that this JVM may use
     * @param files that it may have open
     */
    ConcurrencyLimiter(long heap, long files, AdmissionSettings settings) {
        double share = heap * settings.share();
        // a connection is a file, and half of the files are left for the rest of the JVM
        connections = (int) Math.clamp((long) (share / settings.connection().toBytes()), 16, Math.max(16, files / 2));
        requests = connections - connections / 8;
        largeBodies = (int) Math.max(1, (long) (share / 4) >> 10);
        places = new Semaphore(requests);
        kilobytes = new Semaphore(largeBodies);
        working = new Semaphore(connections / 8, true);
    }

    /** How many connections may be open. */
    int connections() {
        return connections;
    }

    /** The limit of {@link #admitted}. */
    int requests() {
        return requests;
    }

    /** How many requests wait or are worked on. */
    int admitted() {
        return requests - places.availablePermits();
    }

    /** Whether one more request may wait without others being refused for it. */
    public boolean mayWait() {
        return places.availablePermits() >= requests / 8;
    }

    /**
     * For a request that will wait.
     *
     * @throws Unavailable where others would be refused for it
     */
    public void requireMayWait() {
        if (!mayWait()) {
            throw new Unavailable("OVERLOADED", "too many are waiting; try again in a moment");
        }
    }

    /**
     * Waits for something; other requests are worked on meanwhile.
     *
     * @throws Unavailable where others would be refused for it
     */
    public <T> T waiting(Supplier<T> something) {
        requireMayWait();
        working.release();
        try {
            return something.get();
        } finally {
            working.acquireUninterruptibly();
        }
    }

    /**
     * Admits a request to be worked on; null where the limit is reached.
     *
     * @param length of its body, or -1
     */
    @Nullable
    Admission tryAdmit(long length) {
        // a body of any size is admitted where there is no other
        int weight = length <= SMALL_BODY ? 0 : (int) Math.min(largeBodies, (length >> 10) * PARSED);
        if (working.hasQueuedThreads() || !working.tryAcquire()) {
            return null;
        }
        if (!places.tryAcquire()) {
            working.release();
            return null;
        }
        if (!kilobytes.tryAcquire(weight)) {
            places.release();
            working.release();
            return null;
        }
        return new Admission(weight);
    }

    /** Of one request. */
    final class Admission {

        private final int weight;

        private Admission(int weight) {
            this.weight = weight;
        }

        /** It is not worked on any more, but not answered yet. */
        void rest() {
            working.release();
        }

        void end() {
            kilobytes.release(weight);
            places.release();
        }
    }
}
