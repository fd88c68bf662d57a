package org.aitbc.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/** How much of a body has come. */
final class Progress {

    /** What has to come between two looks, if the service takes it. */
    private static final long PACE = 256 << 10;

    private final AtomicLong awaited = new AtomicLong();
    private final AtomicLong size = new AtomicLong();
    private long seen;

    void awaits(long parts) {
        awaited.accumulateAndGet(parts, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
    }

    /** Returns how much has come so far. */
    long add(int bytes) {
        awaited.decrementAndGet();
        return size.addAndGet(bytes);
    }

    boolean isTooSlow() {
        long now = size.get();
        boolean isBehind = now - seen < PACE && awaited.get() > 0;
        seen = now;
        return isBehind;
    }
}
