package org.aitbc.market.booking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts what is used of running bookings. */
@Component
class Metering {

    private final Bookings bookings;
    private final Presence presence;
    private final BookingSettings settings;

    Metering(Bookings bookings, Presence presence, BookingSettings settings) {
        this.bookings = bookings;
        this.presence = presence;
        this.settings = settings;
    }

    /** Writes what was used until now. The booking is locked. */
    void upToNow(Booking booking, Instant now) {
        if (isCounting(booking, now)) {
            bookings.metered(
                    booking.id(), booking.usage().seen(seen(booking, now), now, booking.end(), settings.silence()));
        }
    }

    /** What was used in all of one that ends or pauses now. */
    Usage whole(Booking booking, Instant now) {
        if (!isCounting(booking, now)) {
            return booking.usage();
        }
        Instant end = now.isBefore(booking.end()) ? now : booking.end();
        Instant seen = seen(booking, now);
        return booking.usage().seen(seen, now, end, settings.silence()).ended(seen, end, settings.silence());
    }

    /** Where nothing but the owner's word is known of a GPU, it counts from then on. */
    Usage confirmed(Booking booking, Instant now) {
        return presence.lastSeen(booking.minerId()).isPresent() || !isCounting(booking, now)
                ? booking.usage()
                : booking.usage().anew(now);
    }

    private static boolean isCounting(Booking booking, Instant now) {
        return booking.state() == BookingState.ACTIVE && booking.start().isBefore(now);
    }

    private @Nullable Instant seen(Booking booking, Instant now) {
        return presence.lastSeen(booking.minerId()).orElse(booking.confirmedAt() == null ? null : now);
    }
}
