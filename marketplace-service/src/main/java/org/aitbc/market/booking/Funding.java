package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.booking.Booking.State;
import org.aitbc.starter.deal.*;
import org.aitbc.starter.outbox.OutboxWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Money for bookings that run. It is held for a day ahead at most; where no more can be held the client is warned, and then the
 * booking is paused rather than ended.
 */
@Component
record Funding(
        Bookings bookings,
        Deals deals,
        Reservations reservations,
        OutboxWriter outbox,
        JdbcClient jdbc,
        BookingSettings settings) {

    /**
     * @param pause how long a booking may be paused before it ends, where nobody else books the GPU before
     * @param prepaid how much of a booking's time is held for ahead
     */
    @ConfigurationProperties("aitbc.market.booking")
    record BookingSettings(
            @DefaultValue("6h") Duration pause,
            @DefaultValue("24h") Duration prepaid) {}

    static final String BY_CLIENT = "CLIENT";
    static final String NO_MONEY = "INSUFFICIENT_FUNDS";
    private static final String SPEND_CAP = "SPEND_CAP";
    private static final Set<String> OF_MONEY = Set.of(NO_MONEY, SPEND_CAP);

    /** How long before money runs out the client is told. */
    private static final Duration NOTICE = Duration.ofMinutes(2);

    /** Has more held where what is held is almost used up. */
    void more(UUID id) {
        Booking booking = bookings.require(id);
        BigDecimal soon = Booking.cost(booking.pricePerHour(), NOTICE.multipliedBy(2));
        HoldTerms terms = terms(booking, booking.totalCost());
        if (booking.isOpen() && booking.left().compareTo(soon) <= 0 && terms != null) {
            Caller client = new Caller(booking.clientId(), Role.CLIENT, Caller.DEFAULT_TENANT);
            deals.make(client, null, "booking.more", id, Boolean.class, () -> terms, hold -> {
                bookings.lock(id).requireOpen();
                deposit(id, hold);
                return true;
            });
        }
    }

    /** Of a booking that may come to this. */
    @Nullable
    HoldTerms terms(Booking booking, BigDecimal total) {
        BigDecimal amount = ahead(booking, total);
        String reference = "booking " + Ids.text(booking.bookingId());
        return amount.signum() == 0
                ? null
                : new HoldTerms("booking.hold", reference, booking.clientId(), amount, booking.currency());
    }

    /** Of a booking that is yet to be made. */
    BigDecimal ahead(BigDecimal pricePerHour, BookRequest request) {
        BigDecimal total = Booking.cost(pricePerHour, request.hours());
        BigDecimal most = request.spendCap() == null ? total : total.min(request.spendCap());
        return most.min(Booking.cost(pricePerHour, settings.prepaid()));
    }

    private BigDecimal ahead(Booking booking, BigDecimal total) {
        BigDecimal most = booking.spendCap() == null ? total : total.min(booking.spendCap());
        BigDecimal needed = booking.cost().add(Booking.cost(booking.pricePerHour(), settings.prepaid()));
        return most.min(needed).subtract(booking.held()).max(BigDecimal.ZERO);
    }

    /** @param hold null where nothing had to be held */
    void deposit(UUID booking, @Nullable UUID hold) {
        jdbc.sql("""
                        insert into marketplace.booking_hold (id, booking_id, amount)
                        select id, ?, amount from marketplace.hold where id = ?""").param(booking).param(hold).update();
    }

    Optional<UUID> findFirstHold(UUID booking) {
        return jdbc.sql("select id from marketplace.booking_hold where booking_id = ? order by id limit 1")
                .param(booking)
                .query(UUID.class)
                .optional();
    }

    /** Warns, pauses or resumes a locked booking as its money is. */
    void adjust(Booking booking, Instant now) {
        BigDecimal left = booking.left();
        if (booking.status() == State.PAUSED) {
            if (left.signum() > 0 && isOfMoney(booking.pauseReason())) {
                resume(booking, now);
            }
            return;
        }
        Duration rest = Duration.between(now, booking.endTime());
        // the last second may not be booked to its end
        BigDecimal whole = Booking.cost(
                        booking.pricePerHour(), booking.usage().used().plus(rest))
                .min(booking.totalCost());
        boolean enough = booking.payable().compareTo(whole) >= 0
                || left.compareTo(Booking.cost(booking.pricePerHour(), NOTICE)) > 0;
        String reason = booking.payable().compareTo(booking.limit()) >= 0 ? SPEND_CAP : NO_MONEY;
        if (enough) {
            withdrawWarning(booking);
        } else if (!reason.equals(booking.warning())) {
            bookings.warn(booking.bookingId(), reason, now);
            outbox.tell("booking.warned", booking.bookingId());
        } else if (left.signum() <= 0) {
            pause(booking, reason, now);
        }
    }

    void pause(Booking booking, String reason, Instant now) {
        UUID id = booking.bookingId();
        bookings.update(id, "state = 'paused', pause_reason = ?, paused_at = ?", reason, now);
        reservations.follow(booking);
        outbox.tell("booking.paused", id);
    }

    void resume(Booking booking, Instant now) {
        if (booking.pricePerHour().signum() > 0 && booking.left().signum() <= 0) {
            throw new PaymentRequired("BOOKING_UNPAID", "what is held for the booking is used up");
        }
        UUID id = booking.bookingId();
        bookings.update(id, "state = 'active', pause_reason = null, paused_at = null");
        bookings.meter(id, booking.usage().restarted(now));
        withdrawWarning(booking);
        reservations.follow(booking);
        outbox.tell("booking.resumed", id);
    }

    private void withdrawWarning(Booking booking) {
        if (isOfMoney(booking.warning())) {
            bookings.warn(booking.bookingId(), null, null);
        }
    }

    private static boolean isOfMoney(@Nullable String reason) {
        return reason != null && OF_MONEY.contains(reason);
    }
}
