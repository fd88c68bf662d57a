package org.aitbc.market.fake;

import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The clock of meters, which a test may move on. */
public final class MeterClock implements Clock {

    private final AtomicLong ahead = new AtomicLong();

    public void forward(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    @Override
    public long wallTime() {
        return System.currentTimeMillis() + Duration.ofNanos(ahead.get()).toMillis();
    }

    @Override
    public long monotonicTime() {
        return System.nanoTime() + ahead.get();
    }
}
