package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.market.booking.Deposits.Held;
import org.aitbc.market.money.Holds;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends bookings: the owner is paid for what was used, the rest goes back. */
@Component
class EndBooking {

    private final Bookings bookings;
    private final Metering metering;
    private final Deposits deposits;
    private final Holds holds;
    private final Reservations reservations;
    private final BookingEvents events;
    private final JdbcClient jdbc;

    EndBooking(
            Bookings bookings,
            Metering metering,
            Deposits deposits,
            Holds holds,
            Reservations reservations,
            BookingEvents events,
            JdbcClient jdbc) {
        this.bookings = bookings;
        this.metering = metering;
        this.deposits = deposits;
        this.holds = holds;
        this.reservations = reservations;
        this.events = events;
        this.jdbc = jdbc;
    }

    /** Writes that a locked booking ends now, or ended when its time was over, and who gets what. */
    void end(Booking booking, Instant now, @Nullable CloseReason reason) {
        Usage used = metering.whole(booking, now);
        BigDecimal cost = booking.cost(used.used());
        BookingState state = used.used().toSeconds() == 0 ? BookingState.CANCELLED : BookingState.COMPLETED;
        jdbc.sql("""
                        update marketplace.booking set state = :state, ended_at = :now, close_reason = coalesce(:reason, close_reason),
                          span = tstzrange(lower(span), greatest(lower(span) + interval '1 microsecond',
                            least(upper(span), :now))),
                          used_micros = :micros, used_seconds = :seconds, metered_until = :until, looked_at = :now,
                          billed = :billed, pause_reason = null, paused_at = null
                        where id = :id""")
                .param("state", state.text())
                .param("now", Timestamp.from(now))
                .param("reason", reason == null ? null : reason.name())
                .param("micros", used.used().toNanos() / 1_000)
                .param("seconds", used.used().toSeconds())
                .param("until", Timestamp.from(used.until()))
                .param("billed", cost)
                .param("id", booking.id())
                .update();
        pay(booking, cost);
        reservations.follow(booking);
        events.tell(BookingEvents.CLOSED, booking.id());
    }

    private void pay(Booking booking, BigDecimal cost) {
        BigDecimal left = cost;
        for (Held deposit : deposits.of(booking.id())) {
            BigDecimal part = left.min(deposit.amount());
            left = left.subtract(part);
            holds.decide(
                    deposit.hold(),
                    "booking.settle",
                    part.signum() == 0 ? List.of() : List.of(new Share(booking.owner(), part, true)));
        }
    }

    /** Its client is told that a locked booking will end sooner, and keeps the GPU until then. */
    void announce(Booking booking, Instant end, CloseReason reason, Instant now) {
        jdbc.sql("update marketplace.booking set span = tstzrange(lower(span), ?), close_reason = ? where id = ?")
                .params(Timestamp.from(end), reason.name(), booking.id())
                .update();
        bookings.warned(booking.id(), reason.name(), now);
        reservations.follow(booking);
        events.tell(BookingEvents.WARNED, booking.id());
    }
}
