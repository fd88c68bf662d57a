package org.aitbc.bench.chaos.proxy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What a proxy does to what passes. */
final class Weather {

    private final AtomicInteger toLose = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean refuses;
    private volatile boolean silent;

    void delay(Duration longer) {
        delay = longer;
    }

    void refuse(boolean refuse) {
        refuses = refuse;
    }

    void silent(boolean nothingPasses) {
        silent = nothingPasses;
    }

    void lose(int count) {
        toLose.set(count);
    }

    void clear() {
        delay = Duration.ZERO;
        refuses = false;
        silent = false;
        toLose.set(0);
    }

    Duration delay() {
        return delay;
    }

    boolean refuses() {
        return refuses;
    }

    boolean isSilent() {
        return silent;
    }

    /** Whether this reply is one to lose. */
    boolean loses() {
        boolean loses = toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (loses) {
            lost.incrementAndGet();
        }
        return loses;
    }

    int lost() {
        return lost.get();
    }
}
