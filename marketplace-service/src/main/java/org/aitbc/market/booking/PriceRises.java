package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.booking.PriceRise.Status;
import org.aitbc.market.clock.MarketClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** {@code marketplace.price_rise}: owners ask more for time that is added to bookings, clients consent. A booking's row is its lock. */
@Component
class PriceRises {

    private final JdbcClient jdbc;
    private final Bookings bookings;
    private final MarketClock clock;

    PriceRises(JdbcClient jdbc, Bookings bookings, MarketClock clock) {
        this.jdbc = jdbc;
        this.bookings = bookings;
        this.clock = clock;
    }

    /**
     * What an hour costs that is added to a booking. Where the booking is locked it stays so until the end of the transaction.
     *
     * @param agreed what the booking costs
     * @return that, or what the owner has asked for since and the client has consented to
     * @throws Conflict when the owner asks for more and the client has not consented
     */
    BigDecimal priceOfMore(UUID booking, BigDecimal agreed) {
        return last(booking)
                .map(rise -> switch (rise.status()) {
                    case CONSENTED -> rise.pricePerHour();
                    case PROPOSED, DECLINED, REPLACED ->
                        throw new Conflict(
                                "PRICE_RISE_NOT_CONSENTED",
                                "the owner asks %s an hour for more time; consent to it first"
                                        .formatted(rise.pricePerHour().toPlainString()));
                })
                .orElse(agreed);
    }

    List<PriceRise> of(Caller caller, UUID booking) {
        bookings.require(caller, booking);
        return jdbc.sql("select * from marketplace.price_rise where booking_id = ? order by id desc limit 100")
                .param(booking)
                .query(PriceRise::of)
                .list();
    }

    @Transactional
    public PriceRise propose(Caller caller, UUID booking, BigDecimal price) {
        Booking booked = lock(caller, booking);
        if (!booked.isOwnedBy(caller)) {
            throw new Forbidden("NOT_YOUR_GPU", "only who is paid for a booking asks for more");
        }
        booked.openAt(clock.now());
        BigDecimal now = last(booking)
                .filter(rise -> rise.status() == Status.CONSENTED)
                .map(PriceRise::pricePerHour)
                .orElse(booked.pricePerHour());
        if (price.compareTo(now) <= 0) {
            throw new Invalid(
                    "VALIDATION_ERROR",
                    "price_per_hour: must be above " + now.stripTrailingZeros().toPlainString());
        }
        last(booking)
                .filter(rise -> rise.status() == Status.PROPOSED)
                .ifPresent(rise -> decide(rise.priceRiseId(), Status.REPLACED));
        jdbc.sql(
                        "insert into marketplace.price_rise (id, booking_id, price_per_hour, status) values (?, ?, ?, 'proposed')")
                .params(Ids.next(), booking, price)
                .update();
        return last(booking).orElseThrow();
    }

    /** @param price the one that the client has seen */
    @Transactional
    public PriceRise consent(Caller caller, UUID booking, BigDecimal price) {
        PriceRise rise = requireProposed(caller, booking);
        if (rise.pricePerHour().compareTo(price) != 0) {
            throw new Conflict(
                    "PRICE_CHANGED",
                    "price_per_hour: the owner asks for " + rise.pricePerHour().toPlainString());
        }
        decide(rise.priceRiseId(), Status.CONSENTED);
        return last(booking).orElseThrow();
    }

    @Transactional
    public PriceRise decline(Caller caller, UUID booking) {
        decide(requireProposed(caller, booking).priceRiseId(), Status.DECLINED);
        return last(booking).orElseThrow();
    }

    private PriceRise requireProposed(Caller caller, UUID booking) {
        Booking booked = lock(caller, booking);
        if (!booked.isOf(caller)) {
            throw new Forbidden("NOT_YOUR_BOOKING", "only its client decides about a price");
        }
        return last(booking)
                .filter(rise -> rise.status() == Status.PROPOSED)
                .orElseThrow(() -> new Conflict("NO_PRICE_RISE", "no price is proposed that is not decided about"));
    }

    private void decide(UUID id, Status status) {
        jdbc.sql("update marketplace.price_rise set status = ?, decided_at = now() where id = ?")
                .params(status.text(), id)
                .update();
    }

    private Optional<PriceRise> last(UUID booking) {
        return jdbc.sql("select * from marketplace.price_rise where booking_id = ? order by id desc limit 1")
                .param(booking)
                .query(PriceRise::of)
                .optional();
    }

    private Booking lock(Caller caller, UUID booking) {
        bookings.require(caller, booking);
        return bookings.lock(booking);
    }
}
