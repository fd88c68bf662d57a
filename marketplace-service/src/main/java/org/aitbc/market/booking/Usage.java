package org.aitbc.market.booking;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Time that a GPU was there for its client. What lies between two heartbeats counts when they follow each other, so a client
 * pays nothing for a machine that is away, and the owner loses nothing to a sweep that is late.
 *
 * @param until the last heartbeat that was counted, or the start
 * @param lookedAt when heartbeats were looked at last
 */
record Usage(Duration used, Instant until, Instant lookedAt) {

    static Usage from(Instant start) {
        return new Usage(Duration.ZERO, start, start);
    }

    /**
     * @param seen the miner's last heartbeat, if any
     * @param end nothing after it counts
     */
    Usage seen(@Nullable Instant seen, Instant now, Instant end, Duration silence) {
        if (seen == null || !seen.isAfter(until) || !until.isBefore(end)) {
            return new Usage(used, until, now);
        }
        Instant beat = seen.isBefore(end) ? seen : end;
        Duration gap = Duration.between(until, beat);
        // nobody looked meanwhile: it was there before and is there again
        boolean unwatched = Duration.between(lookedAt, now).compareTo(silence) > 0
                && Duration.between(until, lookedAt).compareTo(silence) <= 0;
        boolean counts = gap.compareTo(silence) <= 0 || unwatched;
        return new Usage(counts ? used.plus(gap) : used, beat, now);
    }

    /** Up to its end: the machine was there when it was heard of shortly before. */
    Usage ended(@Nullable Instant seen, Instant end, Duration silence) {
        Instant fresh = end.minus(silence);
        return seen == null || seen.isBefore(fresh) || until.isBefore(fresh) || !until.isBefore(end)
                ? this
                : new Usage(used.plus(Duration.between(until, end)), end, end);
    }

    /** From now on: nothing of what was before counts. */
    Usage anew(Instant now) {
        return new Usage(used, now, now);
    }
}
