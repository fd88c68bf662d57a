package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.aitbc.domain.error.Conflict;
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
     * @param more which booking it makes longer; null where none, at the market's price
     */
    record Ask(
            Caller caller,
            String client,
            @Nullable String key,
            String operation,
            UUID gpuId,
            BookRequest wanted,
            @Nullable More more) {

        /** Where the market does not make the price. */
        @Nullable
        BigDecimal ownPrice() {
            return more == null ? wanted.bid() : more.pricePerHour();
        }

        /** What the key stands for: of more time, what the client has said and not how it comes about. */
        Object request() {
            return more == null
                    ? List.of(gpuId, client, wanted)
                    : List.of(more.before().id(), wanted.hours());
        }
    }

    /**
     * Time from the end of a booking on.
     *
     * @param pricePerHour what both sides have agreed that it costs
     */
    record More(Booking before, BigDecimal pricePerHour) {}

    /** What is bought, as it was when it was asked for. */
    private record Offered(Gpu gpu, Quote price) {}

    /**
     * @param answer what the caller is told, also when it asks again
     * @throws Conflict when it cannot be had then
     * @throws org.aitbc.domain.error.PaymentRequired when the money for it cannot be held
     */
    <T> T book(Ask ask, Class<T> type, BiFunction<Booking, Quote, T> answer) {
        Optional<Offered> offered = gpus.find(ask.gpuId())
                .filter(gpu -> gpu.removedAt() == null)
                .map(gpu -> new Offered(gpu, prices.of(gpu, ask.ownPrice())));
        return deposits.buy(
                ask.caller(),
                ask.key(),
                ask.operation(),
                ask.request(),
                type,
                offered.filter(one -> one.price().perHour().signum() == 0).isPresent(),
                () -> plan(ask, offered.orElseThrow(Gpus::unknown)),
                deposit -> write(deposit, ask, offered.orElseThrow(Gpus::unknown), answer));
    }

    /** Books what an order has won, with the money that the order holds; part of the caller's transaction. */
    Booking book(Award award) {
        Gpu gpu = gpus.lock(award.gpuId());
        Instant now = clock.now();
        BookRequest wanted = BookRequest.onDemand(award.hours());
        gpu.requireStillOf(award.provider());
        check(gpu, wanted, now);
        Quote price = prices.of(gpu, award.pricePerHour());
        return make(gpu, award.client(), wanted, price, new Deposit(award.hold()), now);
    }

    private Terms plan(Ask ask, Offered offered) {
        BookRequest wanted = ask.wanted();
        Gpu gpu = offered.gpu();
        Instant now = clock.now();
        check(gpu, wanted, now);
        requireOwnJob(ask.client(), wanted.jobId());
        // only a better error, before money moves: the constraint decides
        opening(gpu, wanted, offered.price(), now);
        return new Terms(
                "booking.hold",
                "gpu " + Ids.text(gpu.id()),
                ask.client(),
                ahead(offered.price(), wanted),
                gpu.currency());
    }

    private <T> T write(Deposit deposit, Ask ask, Offered offered, BiFunction<Booking, Quote, T> answer) {
        Gpu gpu = gpus.lock(ask.gpuId());
        Instant now = clock.now();
        if (ask.more() != null) {
            gpu.requireStillOf(ask.more().before().owner());
        }
        check(gpu, ask.wanted(), now);
        if (ask.ownPrice() == null && gpu.pricePerHour().compareTo(offered.gpu().pricePerHour()) != 0) {
            throw new Conflict("PRICE_CHANGED", "the GPU's price has just changed; try again");
        }
        return answer.apply(make(gpu, ask.client(), ask.wanted(), offered.price(), deposit, now), offered.price());
    }

    private Booking make(Gpu gpu, String client, BookRequest wanted, Quote price, Deposit deposit, Instant now) {
        Opening opening = opening(gpu, wanted, price, now);
        // all before the first is displaced, since that waits for what others of them have locked
        List<Booking> going =
                opening.going().stream().map(seen -> bookings.lock(seen.id())).toList();
        going.forEach(other -> displace(other, wanted.startTime(), now));
        UUID id = Ids.next();
        bookings.add(id, gpu, client, wanted, price.perHour(), opening.start(), now);
        deposits.add(id, deposit);
        Booking made = bookings.require(id);
        reservations.follow(made);
        return made;
    }

    private Opening opening(Gpu gpu, BookRequest wanted, Quote price, Instant now) {
        Instant from = wanted.startTime() == null ? now : wanted.startTime();
        Instant until = from.plus(wanted.duration());
        return Opening.among(
                bookings.openOf(gpu.id()).stream()
                        .filter(other ->
                                other.start().isBefore(until) && other.end().isAfter(from))
                        .toList(),
                wanted.kind(),
                price,
                wanted.startTime(),
                now,
                settings.notice());
    }

    /** Who is outbid is told, and keeps the GPU for the time of the notice. */
    private void displace(Booking other, @Nullable Instant needed, Instant now) {
        Instant leaves = Opening.leaves(other, needed, now, settings.notice());
        if (!other.state().isOpen() || !leaves.isBefore(other.end())) {
            return;
        }
        if (leaves.isAfter(other.start())) {
            endBooking.announce(other, leaves, CloseReason.OUTBID, now);
        } else {
            endBooking.end(other, now, CloseReason.OUTBID);
        }
    }

    private BigDecimal ahead(Quote price, BookRequest wanted) {
        BigDecimal most = Money.total(price.perHour(), wanted.hours());
        if (wanted.spendCap() != null) {
            most = most.min(wanted.spendCap());
        }
        return most.min(Money.cost(price.perHour(), settings.prepaid()));
    }

    private void check(Gpu gpu, BookRequest wanted, Instant now) {
        wanted.requireFor(gpu, now, settings.leastBid(), settings.furthest());
        gpu.requireOffered();
        if (wanted.kind() != Tenure.RESERVED && presence.isAway(gpu.minerId())) {
            throw new Conflict("GPU_NOT_AVAILABLE", "the GPU's worker has fallen silent");
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
