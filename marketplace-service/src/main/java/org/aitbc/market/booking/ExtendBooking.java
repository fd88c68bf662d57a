package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.booking.Deposits.Deposit;
import org.aitbc.market.clock.MarketClock;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.starter.once.Once;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** More time, paid ahead as the first was; the constraint decides whether it can be had. */
@Component
class ExtendBooking {

    private static final String OPERATION = "booking.extend";

    private final Bookings bookings;
    private final Gpus gpus;
    private final Funding funding;
    private final Deposits deposits;
    private final Reservations reservations;
    private final BookGpu bookGpu;
    private final PriceRises priceRises;
    private final MarketClock clock;
    private final Once once;

    ExtendBooking(
            Bookings bookings,
            Gpus gpus,
            Funding funding,
            Deposits deposits,
            Reservations reservations,
            BookGpu bookGpu,
            PriceRises priceRises,
            MarketClock clock,
            Once once) {
        this.bookings = bookings;
        this.gpus = gpus;
        this.funding = funding;
        this.deposits = deposits;
        this.reservations = reservations;
        this.bookGpu = bookGpu;
        this.priceRises = priceRises;
        this.clock = clock;
        this.once = once;
    }

    BookingView extend(Caller caller, @Nullable String key, UUID id, BigDecimal hours) {
        Booking seen = bookings.requireOwn(caller, id);
        return once.answered(caller, key, OPERATION, List.of(id, hours), BookingView.class)
                .orElseGet(() -> extend(caller, key, seen, hours));
    }

    private BookingView extend(Caller caller, @Nullable String key, Booking seen, BigDecimal hours) {
        UUID id = seen.id();
        BigDecimal price = priceRises.priceOfMore(id, seen.pricePerHour());
        if (price.compareTo(seen.pricePerHour()) != 0) {
            return follow(caller, key, requireExtensible(seen, hours), hours, price);
        }
        return deposits.buy(
                caller,
                key,
                OPERATION,
                List.of(id, hours),
                BookingView.class,
                deposit(seen, hours).signum() == 0,
                () -> {
                    Booking booking = requireExtensible(bookings.require(id), hours);
                    return funding.terms(booking, deposit(booking, hours));
                },
                deposit -> extend(id, hours, deposit));
    }

    /** A booking has one price: time that costs more is a booking of its own, from the end of the one before. */
    private BookingView follow(
            Caller caller, @Nullable String key, Booking before, BigDecimal hours, BigDecimal price) {
        BookRequest more = new BookRequest(hours, null, Tenure.RESERVED, before.end(), null, null);
        return bookGpu.book(
                new BookGpu.Ask(
                        caller, before.client(), key, OPERATION, before.gpuId(), more, new BookGpu.More(before, price)),
                BookingView.class,
                (made, _) -> BookingView.of(made));
    }

    private BookingView extend(UUID id, BigDecimal hours, Deposit deposit) {
        gpus.lock(bookings.require(id).gpuId());
        Booking booking = requireExtensible(bookings.lock(id), hours);
        if (priceRises.priceOfMore(id, booking.pricePerHour()).compareTo(booking.pricePerHour()) != 0) {
            throw new Conflict("PRICE_CHANGED", "the price of more time has just changed; try again");
        }
        bookings.extended(
                id, booking.end().plus(Money.duration(hours)), booking.hours().add(hours));
        deposits.add(id, deposit);
        reservations.follow(booking);
        return BookingView.of(bookings.require(id));
    }

    private BigDecimal deposit(Booking booking, BigDecimal hours) {
        return funding.ahead(
                booking, Money.total(booking.pricePerHour(), booking.hours().add(hours)));
    }

    private Booking requireExtensible(Booking booking, BigDecimal hours) {
        booking.openAt(clock.now());
        Gpu gpu = gpus.require(booking.gpuId());
        gpu.requireStillOf(booking.owner());
        if (booking.closeReason() != null) {
            throw new Conflict("BOOKING_CLOSING", "the booking is about to end and cannot be made longer");
        }
        gpu.requireOffered();
        gpu.requireHours(booking.hours().add(hours));
        return booking;
    }
}
