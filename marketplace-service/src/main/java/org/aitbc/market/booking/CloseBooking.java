package org.aitbc.market.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.gpu.Gpus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Bookings end before their time: their client ends them at once, the GPU's owner for a reason and with notice. */
@Component
class CloseBooking {

    private static final Set<CloseReason> NOT_OF_OWNERS =
            EnumSet.of(CloseReason.RELEASED, CloseReason.OUTBID, CloseReason.PAUSED);

    private final Bookings bookings;
    private final Gpus gpus;
    private final EndBooking endBooking;
    private final BookingSettings settings;

    CloseBooking(Bookings bookings, Gpus gpus, EndBooking endBooking, BookingSettings settings) {
        this.bookings = bookings;
        this.gpus = gpus;
        this.endBooking = endBooking;
        this.settings = settings;
    }

    /**
     * The caller's booking of a GPU ends now.
     *
     * @return empty when nobody has the GPU
     * @throws Forbidden when others have it
     */
    Optional<Booking> release(Caller caller, UUID gpuId) {
        List<Booking> open = bookings.openOf(gpuId);
        if (open.isEmpty()) {
            gpus.require(gpuId);
            return Optional.empty();
        }
        UUID own = open.stream()
                .filter(booking -> booking.isOf(caller))
                .findFirst()
                .orElseThrow(() -> new Forbidden("NOT_YOUR_BOOKING", "others have booked this GPU"))
                .id();
        return Optional.of(release(own));
    }

    /** It ends now, as its client wants. */
    Booking release(UUID id) {
        return bookings.change(id, (booking, now) -> endBooking.end(booking, now, CloseReason.RELEASED));
    }

    /** The client ends it now; the owner with notice, where the machine is there to keep it. */
    Booking close(Caller caller, UUID id, @Nullable CloseReason reason) {
        Booking seen = bookings.require(caller, id);
        if (!seen.isOwnedBy(caller) || (reason == null && seen.isOf(caller))) {
            return release(id);
        }
        if (reason == null || NOT_OF_OWNERS.contains(reason)) {
            throw new Invalid(
                    "CLOSE_REASON_REQUIRED",
                    "reason: one of MAINTENANCE, HARDWARE_FAILURE, RECLAIMED, MISUSE, DELISTED");
        }
        return bookings.change(id, (booking, now) -> giveNotice(booking, now, reason));
    }

    /** The owner takes a GPU back: its client is told, and keeps it for the time of the reclaim window. */
    void giveNotice(Booking booking, Instant now, CloseReason reason) {
        Duration window = reason == CloseReason.HARDWARE_FAILURE ? Duration.ZERO : settings.reclaim();
        Instant end = now.plus(window).isBefore(booking.end()) ? now.plus(window) : booking.end();
        if (booking.start().isAfter(now) || !end.isAfter(now)) {
            endBooking.end(booking, now, reason);
        } else {
            endBooking.announce(booking, end, reason, now);
        }
    }
}
