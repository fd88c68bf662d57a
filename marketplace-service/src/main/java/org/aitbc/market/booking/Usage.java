package org.aitbc.market.booking;

import java.time.*;
import org.jspecify.annotations.Nullable;

/**
 * Time that a GPU was there for its client. What lies between two heartbeats counts when they follow each other, so a client
 * pays nothing for a machine that is away, and the owner loses nothing to a sweep that is late.
 *
 * @param until the last heartbeat that was counted, or the start
 * @param at when heartbeats were counted last
 */
record Usage(Duration used, Instant until, Instant at) {

    static Usage from(Instant start) {
        return new Usage(Duration.ZERO, start, start);
    }

    /**
     * @param heartbeat the miner's last one, if any
     * @param end nothing after it counts
     */
    Usage observed(@Nullable Instant heartbeat, Instant now, Instant end, Duration silence) {
        if (heartbeat == null || !heartbeat.isAfter(until) || !until.isBefore(end)) {
            return new Usage(used, until, now);
        }
        Instant beat = heartbeat.isBefore(end) ? heartbeat : end;
        Duration gap = Duration.between(until, beat);
        // nobody counted meanwhile: it was there before and is there again
        boolean unwatched = Duration.between(at, now).compareTo(silence) > 0
                && Duration.between(until, at).compareTo(silence) <= 0;
        boolean counts = gap.compareTo(silence) <= 0 || unwatched;
        return new Usage(counts ? used.plus(gap) : used, beat, now);
    }

    /** Up to its end: the machine was there when it was heard of shortly before. */
    Usage ended(@Nullable Instant heartbeat, Instant end, Duration silence) {
        Instant fresh = end.minus(silence);
        return heartbeat == null || heartbeat.isBefore(fresh) || until.isBefore(fresh) || !until.isBefore(end)
                ? this
                : new Usage(used.plus(Duration.between(until, end)), end, end);
    }

    /** Counts from now on: nothing since the last heartbeat is used. */
    Usage restarted(Instant now) {
        return new Usage(used, now, now);
    }
}
