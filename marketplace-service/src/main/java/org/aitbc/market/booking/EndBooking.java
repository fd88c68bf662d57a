package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.market.booking.Booking.CloseReason;
import org.aitbc.starter.deal.Deals;
import org.aitbc.starter.outbox.OutboxWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends bookings: the owner is paid for what was used, the rest goes back. */
@Component
record EndBooking(
        Bookings bookings,
        Metering metering,
        Deals deals,
        Reservations reservations,
        OutboxWriter outbox,
        JdbcClient jdbc) {

    /** How long before an owner's close takes effect. */
    private static final Duration NOTICE = Duration.ofMinutes(10);

    private record Deposit(UUID id, BigDecimal amount) {}

    /** Writes that a locked booking ends now, or ended when its time was over, and who gets what. */
    void end(Booking booking, Instant now, @Nullable CloseReason reason) {
        end(booking, now, reason, BigDecimal.ZERO);
    }

    /** It is no longer needed: a client who gives it up late pays for that, unless the machine is away. */
    void release(Booking booking, Instant now, boolean byClient) {
        boolean given = byClient && !metering.isAway(booking.minerId());
        end(booking, now, CloseReason.RELEASED, given ? booking.costOfCancelling(now) : BigDecimal.ZERO);
    }

    private void end(Booking booking, Instant now, @Nullable CloseReason reason, BigDecimal least) {
        UUID id = booking.bookingId();
        Usage usage = metering.whole(booking, now);
        BigDecimal cost = booking.cost(usage.used()).max(least);
        bookings.meter(id, new Usage(usage.used(), usage.until(), now));
        bookings.update(
                id,
                """
                state = ?, ended_at = ?, close_reason = coalesce(?, close_reason), used_seconds = ?, billed = ?,
                pause_reason = null, paused_at = null,
                span = tstzrange(lower(span), greatest(lower(span) + interval '1 microsecond', least(upper(span), ?)))""",
                usage.used().isZero() ? "cancelled" : "completed",
                now,
                reason == null ? null : reason.name(),
                Booking.seconds(usage.used()),
                cost,
                now);
        pay(booking, cost);
        reservations.follow(booking);
        outbox.tell("booking.closed", id);
    }

    private void pay(Booking booking, BigDecimal cost) {
        BigDecimal left = cost;
        for (Deposit deposit : deposits(booking.bookingId())) {
            BigDecimal part = left.min(deposit.amount());
            left = left.subtract(part);
            deals.decide(
                    deposit.id(),
                    "booking.settle",
                    part.signum() == 0 ? List.of() : List.of(new Share(booking.ownerId(), part, true)));
        }
    }

    private List<Deposit> deposits(UUID booking) {
        return jdbc.sql("select id, amount from marketplace.booking_hold where booking_id = ? order by id")
                .param(booking)
                .query(Deposit.class)
                .list();
    }

    /** The owner takes a GPU back: the client of a locked booking is told, and keeps it for the time of the notice. */
    void giveNotice(Booking booking, Instant now, CloseReason reason) {
        Instant noticed = now.plus(reason == CloseReason.HARDWARE_FAILURE ? Duration.ZERO : NOTICE);
        Instant end = noticed.isBefore(booking.endTime()) ? noticed : booking.endTime();
        if (booking.startTime().isAfter(now) || !end.isAfter(now)) {
            end(booking, now, reason);
            return;
        }
        UUID id = booking.bookingId();
        bookings.update(id, "span = tstzrange(lower(span), ?), close_reason = ?", end, reason.name());
        bookings.warn(id, reason.name(), now);
        reservations.follow(booking);
        outbox.tell("booking.warned", id);
    }
}
