package org.aitbc.gateway.proxy;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls back once a time has come. Putting it off, which each request does several times, costs no task of the event loop:
 * the one that is there looks again when it runs.
 */
public final class Deadline {

    private final EventLoop loop;
    private final Runnable missed;
    private boolean isSet;
    private long at;
    private long wakesAt;
    private @Nullable Future<?> wake;

    /** @param missed called on the loop */
    public Deadline(EventLoop loop, Runnable missed) {
        this.loop = loop;
        this.missed = missed;
    }

    public void set(long nanosFromNow) {
        isSet = true;
        at = System.nanoTime() + nanosFromNow;
        if (wake != null && wakesAt - at > 0) {
            wake.cancel(false);
            wake = null;
        }
        if (wake == null) {
            wakeIn(nanosFromNow);
        }
    }

    public void clear() {
        isSet = false;
    }

    /** To be called when the connection is gone. */
    public void end() {
        isSet = false;
        if (wake != null) {
            wake.cancel(false);
            wake = null;
        }
    }

    private void wakeIn(long nanos) {
        wakesAt = System.nanoTime() + nanos;
        wake = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        wake = null;
        if (!isSet) {
            return;
        }
        long left = at - System.nanoTime();
        if (left > 0) {
            wakeIn(left);
        } else {
            isSet = false;
            missed.run();
        }
    }
}
