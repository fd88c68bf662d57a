package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.clock.MarketClock;
import org.aitbc.market.gpu.Gpus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What clients and owners do with bookings that run. */
@Component
class ChangeBooking {

    private final Bookings bookings;
    private final Gpus gpus;
    private final Metering metering;
    private final Funding funding;
    private final MarketClock clock;

    ChangeBooking(Bookings bookings, Gpus gpus, Metering metering, Funding funding, MarketClock clock) {
        this.bookings = bookings;
        this.gpus = gpus;
        this.metering = metering;
        this.funding = funding;
        this.clock = clock;
    }

    /** The owner says that the GPU is there. */
    Booking confirm(Caller caller, UUID gpuId, @Nullable String client) {
        Instant now = clock.now();
        List<Booking> running = bookings.openOf(gpuId).stream()
                .filter(one -> !one.start().isAfter(now))
                .toList();
        if (running.isEmpty()) {
            gpus.require(gpuId);
            throw new Conflict("GPU_NOT_BOOKED", "nobody has booked this GPU");
        }
        if (running.stream().noneMatch(one -> one.isOwnedBy(caller))) {
            throw new Forbidden("GPU_NOT_YOURS", "only who is paid for a GPU can say that it is there");
        }
        Booking booked = running.stream()
                .filter(one -> client == null || client.equals(one.client()))
                .findFirst()
                .orElseThrow(() -> new NotFound("BOOKING_NOT_FOUND", "that client has no active booking of this GPU"));
        return bookings.change(booked.id(), (booking, at) -> {
            if (booking.confirmedAt() == null) {
                bookings.metered(booking.id(), metering.confirmed(booking, at));
                bookings.confirmed(booking.id(), at);
            }
        });
    }

    /** Nothing is billed meanwhile, and the machine takes other jobs. The booked time goes on. */
    Booking pause(Caller caller, UUID id) {
        bookings.requireOwn(caller, id);
        return bookings.change(id, (booking, now) -> {
            if (!booking.isRunning(now)) {
                throw new Conflict("BOOKING_NOT_RUNNING", "only a booking that runs can be paused");
            }
            bookings.metered(id, metering.whole(booking, now));
            funding.pause(booking, Funding.BY_CLIENT, now);
        });
    }

    /**
     * Goes on with a paused booking.
     *
     * @param cap the most that it may cost from now on, in all; null to leave it
     * @throws org.aitbc.domain.error.Invalid when the cap is below what it has cost so far
     * @throws org.aitbc.domain.error.PaymentRequired when there is still no money for it
     */
    Booking resume(Caller caller, UUID id, @Nullable BigDecimal cap) {
        bookings.requireOwn(caller, id);
        bookings.change(id, (booking, now) -> {
            if (booking.state() != BookingState.PAUSED) {
                throw new Conflict("BOOKING_NOT_PAUSED", "the booking is not paused");
            }
            booking.openAt(now);
            if (cap != null) {
                booking.requireCap(cap);
                bookings.capped(id, cap);
            }
        });
        funding.more(id);
        return bookings.change(id, (booking, now) -> {
            if (booking.state() == BookingState.PAUSED) {
                funding.resume(booking, now);
            }
        });
    }
}
