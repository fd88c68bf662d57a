package org.aitbc.market.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.aitbc.domain.error.Conflict;
import org.jspecify.annotations.Nullable;

/**
 * When a booking can begin, and which interruptible ones have to go for it.
 *
 * @param start now, or when those who go have had their notice
 */
record Opening(Instant start, List<Booking> going) {

    /**
     * @param others who has the GPU at that time
     * @param start of reserved time, or null for now
     * @throws Conflict when one of them does not have to go, or not soon enough
     */
    static Opening among(
            List<Booking> others,
            Tenure tenure,
            AgreedPrice.Quote price,
            @Nullable Instant start,
            Instant now,
            Duration notice) {
        List<Booking> going = new ArrayList<>();
        Instant begins = start == null ? now : start;
        for (Booking other : others) {
            Instant leaves = leaves(other, start, now, notice);
            if (!yields(other, tenure, price) || (start != null && leaves.isAfter(start))) {
                throw Bookings.taken();
            }
            going.add(other);
            begins = leaves.isAfter(begins) ? leaves : begins;
        }
        return new Opening(begins, going);
    }

    /** At the end of its notice, or when it is in the way, which may be later; never after its own end. */
    static Instant leaves(Booking other, @Nullable Instant needed, Instant now, Duration notice) {
        Instant told = now.plus(notice);
        Instant leaves = needed != null && needed.isAfter(told) ? needed : told;
        return leaves.isBefore(other.end()) ? leaves : other.end();
    }

    private static boolean yields(Booking other, Tenure tenure, AgreedPrice.Quote price) {
        return other.tenure() == Tenure.INTERRUPTIBLE
                && (tenure != Tenure.INTERRUPTIBLE || price.perHour().compareTo(other.pricePerHour()) > 0);
    }
}
