package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.auction.Award;
import org.aitbc.market.booking.AgreedPrice.Quote;
import org.aitbc.market.booking.Deposits.Deposit;
import org.aitbc.market.clock.MarketClock;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.money.Terms;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Books a GPU: first the money for it is held, then the constraint decides who has it. */
@Component
class BookGpu {

    private final Gpus gpus;
    private final Bookings bookings;
    private final Deposits deposits;
    private final Reservations reservations;
    private final BookingEvents events;
    private final EndBooking endBooking;
    private final Presence presence;
    private final AgreedPrice prices;
    private final MarketClock clock;
    private final BookingSettings settings;
    private final JdbcClient jdbc;

    BookGpu(
            Gpus gpus,
            Bookings bookings,
            Deposits deposits,
            Reservations reservations,
            BookingEvents events,
            EndBooking endBooking,
            Presence presence,
            AgreedPrice prices,
            MarketClock clock,
            BookingSettings settings,
            JdbcClient jdbc) {
        this.gpus = gpus;
        this.bookings = bookings;
        this.deposits = deposits;
        this.reservations = reservations;
        this.events = events;
        this.endBooking = endBooking;
        this.presence = presence;
        this.prices = prices;
        this.clock = clock;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /**
     * What is asked for.
     *
     * @param operation the route's name: a key stands for one request of one route
     * @param client who pays and has it: the caller, or whom an admin names
     * @param agreed what both sides have agreed that an hour costs; null for the market's price
     */
    record Ask(
            Caller caller,
            String client,
            @Nullable String key,
            String operation,
            UUID gpuId,
            BookRequest wanted,
            @Nullable BigDecimal agreed) {}

    /**
     * @param answer what the caller is told, also when it asks again
     * @throws Conflict when it cannot be had then
     * @throws org.aitbc.domain.error.PaymentRequired when the money for it cannot be held
     */
    <T> T book(Ask ask, Class<T> type, BiFunction<Booking, Quote, T> answer) {
        boolean free = gpus.find(ask.gpuId())
                .filter(gpu -> price(gpu, ask).perHour().signum() == 0)
                .isPresent();
        return deposits.buy(
                ask.caller(),
                ask.key(),
                ask.operation(),
                List.of(ask.gpuId(), ask.client(), ask.wanted()),
                type,
                free,
                () -> plan(ask),
                deposit -> write(deposit, ask, answer));
    }

    /** Books what an order has won, with the money that the order holds; part of the caller's transaction. */
    Booking book(Award award) {
        Gpu gpu = gpus.lock(award.gpuId());
        Instant now = clock.now();
        BookRequest wanted = BookRequest.onDemand(award.hours());
        if (!gpu.owner().equals(award.provider())) {
            throw new Conflict("GPU_SOLD", "the GPU belongs to another by now");
        }
        check(gpu, wanted, now);
        Deposit deposit = new Deposit(award.hold(), award.held());
        return make(gpu, award.client(), wanted, prices.of(gpu, award.pricePerHour()), deposit, now);
    }

    private Quote price(Gpu gpu, Ask ask) {
        return prices.of(gpu, ask.agreed() == null ? ask.wanted().bid() : ask.agreed());
    }

    private Terms plan(Ask ask) {
        BookRequest wanted = ask.wanted();
        Gpu gpu = gpus.require(ask.gpuId());
        Instant now = clock.now();
        check(gpu, wanted, now);
        Quote price = price(gpu, ask);
        requireOwnJob(ask.client(), wanted.jobId());
        // only a better error, before money moves: the constraint decides
        opening(gpu, wanted, price, now);
        return new Terms(
                "booking.hold", "gpu " + Ids.text(gpu.id()), ask.client(), ahead(price, wanted), gpu.currency());
    }

    private <T> T write(Deposit deposit, Ask ask, BiFunction<Booking, Quote, T> answer) {
        BookRequest wanted = ask.wanted();
        Gpu gpu = gpus.lock(ask.gpuId());
        Instant now = clock.now();
        check(gpu, wanted, now);
        Quote price = price(gpu, ask);
        if (ahead(price, wanted).compareTo(deposit.amount()) != 0) {
            throw new Conflict("PRICE_CHANGED", "the GPU's price has just changed; try again");
        }
        return answer.apply(make(gpu, ask.client(), wanted, price, deposit, now), price);
    }

    private Booking make(Gpu gpu, String client, BookRequest wanted, Quote price, Deposit deposit, Instant now) {
        Opening opening = opening(gpu, wanted, price, now);
        opening.going().forEach(other -> displace(other, wanted.startTime(), now));
        Booking made = new Booking(
                Ids.next(),
                gpu.id(),
                gpu.model(),
                gpu.minerId(),
                client,
                gpu.owner(),
                wanted.kind(),
                price.perHour(),
                gpu.currency(),
                wanted.hours(),
                opening.start(),
                opening.start().plus(wanted.duration()),
                BookingState.ACTIVE,
                Usage.from(opening.start()),
                wanted.spendCap(),
                deposit.amount(),
                null,
                wanted.jobId() == null ? null : Ids.text(wanted.jobId()),
                null,
                null,
                null,
                null,
                null,
                null,
                now,
                null);
        bookings.add(made);
        bookings.paid(made.id(), deposit);
        reservations.follow(made);
        return made;
    }

    private Opening opening(Gpu gpu, BookRequest wanted, Quote price, Instant now) {
        Instant from = wanted.startTime() == null ? now : wanted.startTime();
        return Opening.among(
                bookings.during(gpu.id(), from, from.plus(wanted.duration())),
                wanted.kind(),
                price,
                wanted.startTime(),
                now,
                settings.notice());
    }

    /** Who is outbid is told, and keeps the GPU for the time of the notice. */
    private void displace(Booking seen, @Nullable Instant needed, Instant now) {
        Booking other = bookings.lock(seen.id());
        Instant leaves = Opening.leaves(other, needed, now, settings.notice());
        if (!other.state().isOpen() || !leaves.isBefore(other.end())) {
            return;
        }
        if (!leaves.isAfter(other.start())) {
            endBooking.end(other, now, CloseReason.OUTBID);
            return;
        }
        bookings.cut(other.id(), leaves, CloseReason.OUTBID.name());
        bookings.warned(other.id(), CloseReason.OUTBID.name(), now);
        events.tell(BookingEvents.WARNED, other.id());
        reservations.follow(other);
    }

    private BigDecimal ahead(Quote price, BookRequest wanted) {
        BigDecimal most = Money.total(price.perHour(), wanted.hours());
        if (wanted.spendCap() != null) {
            most = most.min(wanted.spendCap());
        }
        return most.min(Money.cost(price.perHour(), settings.prepaid()));
    }

    private void check(Gpu gpu, BookRequest wanted, Instant now) {
        if (wanted.hours().compareTo(gpu.minHours()) < 0 || wanted.hours().compareTo(gpu.maxHours()) > 0) {
            throw new Invalid(
                    "BOOKING_DURATION_OUT_OF_RANGE",
                    "duration_hours: this GPU is booked for %s to %s hours"
                            .formatted(
                                    Money.shown(gpu.minHours()).toPlainString(),
                                    Money.shown(gpu.maxHours()).toPlainString()));
        }
        boolean reserved = wanted.kind() == Tenure.RESERVED;
        if (reserved != (wanted.startTime() != null)) {
            throw new Invalid("VALIDATION_ERROR", "start_time: is for the tenure reserved, which needs it");
        }
        if (wanted.startTime() != null && !wanted.startTime().isAfter(now)) {
            throw new Invalid("BOOKING_TIME_PAST", "start_time: must be in the future");
        }
        if (wanted.startTime() != null && wanted.startTime().isAfter(now.plus(settings.furthest()))) {
            throw new Invalid("VALIDATION_ERROR", "start_time: is too far in the future");
        }
        checkBid(gpu, wanted);
        if (!gpu.offered()) {
            throw new Conflict("GPU_NOT_AVAILABLE", "the GPU's owner does not let it be booked now");
        }
        if (!reserved && presence.isAway(gpu.minerId(), now)) {
            throw new Conflict("GPU_NOT_AVAILABLE", "the GPU's worker has fallen silent");
        }
    }

    private void checkBid(Gpu gpu, BookRequest wanted) {
        if ((wanted.kind() == Tenure.INTERRUPTIBLE) != (wanted.bid() != null)) {
            throw new Invalid("VALIDATION_ERROR", "bid: is for the tenure interruptible, which needs it");
        }
        if (wanted.bid() == null) {
            return;
        }
        if (!gpu.interruptible()) {
            throw new Conflict("GPU_NOT_INTERRUPTIBLE", "the GPU's owner takes no interruptible bookings");
        }
        BigDecimal least = gpu.pricePerHour().multiply(settings.leastBid());
        if (wanted.bid().compareTo(least) < 0) {
            throw new Invalid(
                    "BID_TOO_LOW", "bid: must be at least " + Money.shown(least).toPlainString());
        }
    }

    private void requireOwnJob(String client, @Nullable UUID job) {
        if (job != null
                && jdbc.sql("select id from core.job where id = ? and client = ?")
                        .params(job, client)
                        .query(UUID.class)
                        .optional()
                        .isEmpty()) {
            throw new NotFound("JOB_NOT_FOUND", "there is no such job of this client");
        }
    }
}
