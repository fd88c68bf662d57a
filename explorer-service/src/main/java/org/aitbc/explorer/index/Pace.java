package org.aitbc.explorer.index;

import java.util.concurrent.atomic.AtomicInteger;

/** How many blocks a node is asked for in one call: more while it answers quickly, half of it when it does not. */
final class Pace {

    private static final int FIRST = 8;
    private static final long QUICK_NANOS = 500_000_000;

    private final int most;
    private final AtomicInteger size;

    Pace(int most) {
        this.most = most;
        this.size = new AtomicInteger(Math.min(FIRST, most));
    }

    int size() {
        return size.get();
    }

    void answered(int blocks, long nanos) {
        if (nanos < QUICK_NANOS) {
            size.updateAndGet(now -> blocks < now ? now : Math.min(most, now * 2));
        } else if (nanos > 4 * QUICK_NANOS) {
            failed();
        }
    }

    /** @return whether less can be asked for */
    boolean failed() {
        return size.getAndUpdate(now -> Math.max(1, now / 2)) > 1;
    }
}
