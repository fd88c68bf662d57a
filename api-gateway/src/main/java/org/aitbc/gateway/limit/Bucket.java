package org.aitbc.gateway.limit;

import java.util.concurrent.atomic.AtomicLong;
import org.aitbc.gateway.limit.RateLimitProperties.Rate;

/** A token bucket as one number, the time at which it will be full again, so that taking a token takes no lock. */
public final class Bucket {

    private static final long NANOS_IN_A_SECOND = 1_000_000_000;

    private final long interval;
    private final long depth;
    private final AtomicLong fullAt;

    Bucket(Rate rate, long now) {
        interval = Math.max(1, NANOS_IN_A_SECOND / rate.perSecond());
        depth = interval * rate.burst();
        fullAt = new AtomicLong(now);
    }

    /** Takes a token: 0 when there was one, else the seconds to wait. */
    public long take(long now) {
        while (true) {
            long seen = fullAt.get();
            long missing = missing(seen, now);
            if (missing > 0) {
                return Math.ceilDiv(missing, NANOS_IN_A_SECOND);
            }
            if (fullAt.compareAndSet(seen, later(seen, now) + interval)) {
                return 0;
            }
        }
    }

    boolean isEmpty(long now) {
        return missing(fullAt.get(), now) > 0;
    }

    private long missing(long seen, long now) {
        return later(seen, now) - now + interval - depth;
    }

    private static long later(long seen, long now) {
        return seen - now > 0 ? seen : now;
    }
}
