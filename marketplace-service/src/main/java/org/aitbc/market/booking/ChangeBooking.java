package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.booking.Deposits.Deposit;
import org.aitbc.market.clock.MarketClock;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.pricerise.PriceRises;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What clients and owners do with bookings that are open. */
@Component
class ChangeBooking {

    private final Bookings bookings;
    private final Gpus gpus;
    private final EndBooking endBooking;
    private final Metering metering;
    private final Funding funding;
    private final Deposits deposits;
    private final Reservations reservations;
    private final BookingEvents events;
    private final MarketClock clock;
    private final BookingSettings settings;
    private final BookGpu bookGpu;
    private final PriceRises priceRises;
    private final TransactionTemplate transactions;

    ChangeBooking(
            Bookings bookings,
            Gpus gpus,
            EndBooking endBooking,
            Metering metering,
            Funding funding,
            Deposits deposits,
            Reservations reservations,
            BookingEvents events,
            MarketClock clock,
            BookingSettings settings,
            BookGpu bookGpu,
            PriceRises priceRises,
            TransactionTemplate transactions) {
        this.bookings = bookings;
        this.gpus = gpus;
        this.endBooking = endBooking;
        this.metering = metering;
        this.funding = funding;
        this.deposits = deposits;
        this.reservations = reservations;
        this.events = events;
        this.clock = clock;
        this.settings = settings;
        this.bookGpu = bookGpu;
        this.priceRises = priceRises;
        this.transactions = transactions;
    }

    /** What is done with a locked booking that is open. */
    private interface Change {
        void apply(Booking booking, Instant now);
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
        return change(id, (booking, now) -> endBooking.end(booking, now, CloseReason.RELEASED));
    }

    /** The client ends it now; the owner with notice, where the machine is there to keep it. */
    Booking close(Caller caller, UUID id, @Nullable CloseReason reason) {
        Booking seen = bookings.require(caller, id);
        if (!seen.isOwnedBy(caller) || (reason == null && seen.isOf(caller))) {
            return release(id);
        }
        if (reason == null || reason == CloseReason.RELEASED || reason == CloseReason.OUTBID) {
            throw new Invalid(
                    "CLOSE_REASON_REQUIRED",
                    "reason: one of MAINTENANCE, HARDWARE_FAILURE, RECLAIMED, MISUSE, DELISTED");
        }
        return change(id, (booking, now) -> giveNotice(booking, now, reason));
    }

    /** The owner takes a GPU back: its client is told, and keeps it for the time of the reclaim window. */
    void giveNotice(Booking booking, Instant now, CloseReason reason) {
        Duration window = reason == CloseReason.HARDWARE_FAILURE ? Duration.ZERO : settings.reclaim();
        Instant end = now.plus(window).isBefore(booking.end()) ? now.plus(window) : booking.end();
        if (booking.start().isAfter(now) || !end.isAfter(now)) {
            endBooking.end(booking, now, reason);
            return;
        }
        bookings.cut(booking.id(), end, reason.name());
        bookings.warned(booking.id(), reason.name(), now);
        reservations.follow(booking);
        events.tell(BookingEvents.WARNED, booking.id());
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
        return change(booked.id(), (booking, at) -> {
            if (booking.confirmedAt() == null) {
                bookings.metered(booking.id(), metering.confirmed(booking, at));
                bookings.confirmed(booking.id(), at);
            }
        });
    }

    /** More time, paid ahead as the first was; the constraint decides whether it can be had. */
    BookingView extend(Caller caller, @Nullable String key, UUID id, BigDecimal hours) {
        requireOwn(caller, id);
        Booking seen = bookings.require(id);
        BigDecimal price = priceRises.priceOfMore(id, seen.pricePerHour());
        if (price.compareTo(seen.pricePerHour()) != 0) {
            return follow(caller, key, requireExtensible(seen, hours), hours, price);
        }
        return deposits.buy(
                caller,
                key,
                "booking.extend",
                List.of(id, hours),
                BookingView.class,
                deposit(bookings.require(id), hours).signum() == 0,
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
                new BookGpu.Ask(caller, before.client(), key, "booking.extend", before.gpuId(), more, price),
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
        bookings.paid(id, deposit);
        reservations.follow(booking);
        return BookingView.of(bookings.require(id));
    }

    private BigDecimal deposit(Booking booking, BigDecimal hours) {
        return funding.ahead(
                booking, Money.total(booking.pricePerHour(), booking.hours().add(hours)));
    }

    private Booking requireExtensible(Booking booking, BigDecimal hours) {
        requireOpen(booking);
        Gpu gpu = gpus.require(booking.gpuId());
        if (!booking.end().isAfter(clock.now())) {
            throw over();
        }
        if (booking.closeReason() != null) {
            throw new Conflict("BOOKING_CLOSING", "the booking is about to end and cannot be made longer");
        }
        if (!gpu.offered()) {
            throw new Conflict("GPU_NOT_AVAILABLE", "the GPU's owner does not let it be booked now");
        }
        if (booking.hours().add(hours).compareTo(gpu.maxHours()) > 0) {
            throw new Invalid(
                    "BOOKING_DURATION_OUT_OF_RANGE",
                    "duration_hours: this GPU is booked for at most %s hours"
                            .formatted(Money.shown(gpu.maxHours()).toPlainString()));
        }
        return booking;
    }

    /** Nothing is billed meanwhile, and the machine takes other jobs. The booked time goes on. */
    Booking pause(Caller caller, UUID id) {
        requireOwn(caller, id);
        return change(id, (booking, now) -> {
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
     * @throws org.aitbc.domain.error.PaymentRequired when there is still no money for it
     */
    Booking resume(Caller caller, UUID id, @Nullable BigDecimal cap) {
        requireOwn(caller, id);
        change(id, (booking, now) -> {
            if (booking.state() != BookingState.PAUSED) {
                throw new Conflict("BOOKING_NOT_PAUSED", "the booking is not paused");
            }
            if (!booking.end().isAfter(now)) {
                throw over();
            }
            if (cap != null) {
                bookings.capped(id, cap);
            }
        });
        funding.more(id);
        return change(id, (booking, now) -> {
            if (booking.state() == BookingState.PAUSED) {
                funding.resume(booking, now);
            }
        });
    }

    private void requireOwn(Caller caller, UUID id) {
        if (!bookings.require(caller, id).isOf(caller)) {
            throw new Forbidden("NOT_YOUR_BOOKING", "only its client can do that");
        }
    }

    private Booking change(UUID id, Change change) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            change.apply(requireOpen(bookings.lock(id)), clock.now());
            return bookings.require(id);
        }));
    }

    private static Booking requireOpen(Booking booking) {
        if (!booking.state().isOpen()) {
            throw over();
        }
        return booking;
    }

    private static Conflict over() {
        return new Conflict("BOOKING_ENDED", "the booking has ended");
    }
}
