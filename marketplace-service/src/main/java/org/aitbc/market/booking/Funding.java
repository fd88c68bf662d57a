package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.money.Terms;
import org.springframework.stereotype.Component;

/**
 * Money for bookings that run. It is held for a day ahead at most; where no more can be held the client is warned, and then the
 * booking is paused rather than ended.
 */
@Component
class Funding {

    static final String BY_CLIENT = "CLIENT";
    static final String NO_MONEY = "INSUFFICIENT_FUNDS";
    static final String SPEND_CAP = "SPEND_CAP";

    private static final Set<String> OF_MONEY = Set.of(NO_MONEY, SPEND_CAP);

    private final Bookings bookings;
    private final Deposits deposits;
    private final Reservations reservations;
    private final BookingEvents events;
    private final BookingSettings settings;

    Funding(
            Bookings bookings,
            Deposits deposits,
            Reservations reservations,
            BookingEvents events,
            BookingSettings settings) {
        this.bookings = bookings;
        this.deposits = deposits;
        this.reservations = reservations;
        this.events = events;
        this.settings = settings;
    }

    /** What is to be held more, of a booking that may come to this. */
    BigDecimal ahead(Booking booking, BigDecimal total) {
        BigDecimal most = booking.spendCap() == null ? total : total.min(booking.spendCap());
        BigDecimal needed = booking.cost().add(Money.cost(booking.pricePerHour(), settings.prepaid()));
        return most.min(needed).subtract(booking.held()).max(BigDecimal.ZERO);
    }

    Terms terms(Booking booking, BigDecimal amount) {
        return new Terms(
                "booking.hold", "booking " + Ids.text(booking.id()), booking.client(), amount, booking.currency());
    }

    /**
     * Has more held where what is held is almost used up.
     *
     * @throws PaymentRequired when there is no more
     */
    void more(UUID id) {
        Booking seen = bookings.require(id);
        BigDecimal soon = Money.cost(seen.pricePerHour(), settings.notice().multipliedBy(2));
        BigDecimal amount = ahead(seen, seen.total());
        if (!seen.state().isOpen() || left(seen).compareTo(soon) > 0 || amount.signum() == 0) {
            return;
        }
        deposits.buy(
                new Caller(seen.client(), Role.CLIENT, Caller.DEFAULT_TENANT),
                null,
                "booking.more",
                id,
                Boolean.class,
                false,
                () -> terms(seen, amount),
                deposit -> {
                    bookings.lock(id).open();
                    deposits.add(id, deposit);
                    return true;
                });
    }

    /** Warns, pauses or goes on as the money of a locked booking is. */
    void judge(Booking booking, Instant now) {
        BigDecimal left = left(booking);
        boolean forMoney = booking.pauseReason() != null && OF_MONEY.contains(booking.pauseReason());
        if (booking.state() == BookingState.PAUSED) {
            if (forMoney && left.signum() > 0) {
                resume(booking, now);
            }
            return;
        }
        Duration rest = Duration.between(now, booking.end());
        BigDecimal whole =
                Money.cost(booking.pricePerHour(), booking.usage().used().plus(rest));
        boolean enough = booking.payable().compareTo(whole) >= 0;
        String reason = booking.payable().compareTo(booking.most()) >= 0 ? SPEND_CAP : NO_MONEY;
        boolean warned = reason.equals(booking.warning());
        if (enough || left.compareTo(Money.cost(booking.pricePerHour(), settings.notice())) > 0) {
            if (booking.warning() != null && OF_MONEY.contains(booking.warning())) {
                bookings.warned(booking.id(), null, null);
            }
        } else if (!warned) {
            bookings.warned(booking.id(), reason, now);
            events.tell(BookingEvents.WARNED, booking.id());
        } else if (left.signum() <= 0) {
            pause(booking, reason, now);
        }
    }

    void pause(Booking booking, String reason, Instant now) {
        bookings.paused(booking.id(), reason, now);
        reservations.follow(booking);
        events.tell(BookingEvents.PAUSED, booking.id());
    }

    /** @throws PaymentRequired when what is held is used up */
    void resume(Booking booking, Instant now) {
        if (booking.pricePerHour().signum() > 0 && left(booking).signum() <= 0) {
            throw new PaymentRequired("BOOKING_UNPAID", "what is held for the booking is used up");
        }
        bookings.resumed(booking.id());
        bookings.metered(booking.id(), booking.usage().anew(now));
        if (booking.warning() != null && OF_MONEY.contains(booking.warning())) {
            bookings.warned(booking.id(), null, null);
        }
        reservations.follow(booking);
        events.tell(BookingEvents.RESUMED, booking.id());
    }

    private static BigDecimal left(Booking booking) {
        return booking.payable().subtract(booking.cost());
    }
}
