package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.market.booking.Deposits.Deposit;
import org.aitbc.market.money.Holds;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ends bookings: the owner is paid for what was used, the rest goes back. */
@Component
class EndBooking {

    private final Bookings bookings;
    private final Metering metering;
    private final Holds holds;
    private final Reservations reservations;
    private final BookingEvents events;

    EndBooking(Bookings bookings, Metering metering, Holds holds, Reservations reservations, BookingEvents events) {
        this.bookings = bookings;
        this.metering = metering;
        this.holds = holds;
        this.reservations = reservations;
        this.events = events;
    }

    /** Writes that a locked booking ends now, or ended when its time was over, and who gets what. */
    void end(Booking booking, Instant now, @Nullable CloseReason reason) {
        Usage used = metering.whole(booking, now);
        BigDecimal cost = booking.cost(used.used());
        BookingState state = used.used().toSeconds() == 0 ? BookingState.CANCELLED : BookingState.COMPLETED;
        bookings.ended(booking, state, now, reason == null ? booking.closeReason() : reason.name(), used, cost);
        pay(booking, cost);
        reservations.follow(booking);
        events.tell(BookingEvents.CLOSED, booking.id());
    }

    private void pay(Booking booking, BigDecimal cost) {
        BigDecimal left = cost;
        for (Deposit deposit : bookings.deposits(booking.id())) {
            BigDecimal part = left.min(deposit.amount());
            left = left.subtract(part);
            holds.decide(
                    Objects.requireNonNull(deposit.hold()),
                    "booking.settle",
                    part.signum() == 0 ? List.of() : List.of(new Share(booking.owner(), part, true)));
        }
    }
}
