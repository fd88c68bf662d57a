package org.aitbc.market.booking;

import java.time.*;
import java.util.Optional;
import org.aitbc.market.booking.Booking.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what is used of running bookings, by the heartbeats of the GPUs' workers. */
@Component
record Metering(Bookings bookings, JdbcClient jdbc) {

    /** Time between two heartbeats that are further apart was not there for the client. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** Writes what was used until now of a locked booking. */
    void meter(Booking booking, Instant now) {
        if (isCounting(booking, now)) {
            bookings.meter(
                    booking.bookingId(),
                    booking.usage().observed(heartbeat(booking, now), now, booking.endTime(), SILENCE));
        }
    }

    /** What was used in all of one that ends or pauses now. */
    Usage whole(Booking booking, Instant now) {
        if (!isCounting(booking, now)) {
            return booking.usage();
        }
        Instant end = now.isBefore(booking.endTime()) ? now : booking.endTime();
        Instant heartbeat = heartbeat(booking, now);
        return booking.usage().observed(heartbeat, now, end, SILENCE).ended(heartbeat, end, SILENCE);
    }

    /** Where nothing but the owner's word is known of a GPU, it counts from then on. */
    Usage confirmed(Booking booking, Instant now) {
        return lastHeartbeat(booking).isPresent() || !isCounting(booking, now)
                ? booking.usage()
                : booking.usage().restarted(now);
    }

    /** The worker is known, and not there. */
    boolean isAway(@Nullable String miner) {
        return jdbc.sql("select exists (select from marketplace.worker where id = ? and presence <> 'online')")
                .param(miner)
                .query(Boolean.class)
                .single();
    }

    private static boolean isCounting(Booking booking, Instant now) {
        return booking.status() == State.ACTIVE && booking.startTime().isBefore(now);
    }

    private @Nullable Instant heartbeat(Booking booking, Instant now) {
        return lastHeartbeat(booking).orElse(booking.confirmedAt() == null ? null : now);
    }

    /** Empty where the suite has never heard of the worker. */
    private Optional<Instant> lastHeartbeat(Booking booking) {
        return jdbc.sql("select last_seen from marketplace.worker where id = ?")
                .param(booking.minerId())
                .query(Instant.class)
                .optional();
    }
}
