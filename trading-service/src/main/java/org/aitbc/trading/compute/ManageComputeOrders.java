package org.aitbc.trading.compute;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.stream.IntStream;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.market.MarketDesk;
import org.aitbc.domain.market.MarketDesk.*;
import org.aitbc.domain.payment.Currency;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.deal.*;
import org.aitbc.starter.jpa.Where;
import org.aitbc.starter.outbox.*;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.aitbc.starter.schedule.Sweeps;
import org.aitbc.trading.compute.ComputeBook.Block;
import org.aitbc.trading.compute.ComputeOrder.*;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What happens to asks and bids. A bid's money lies in one hold: either a booking has taken it over, under the id of the one fill
 * that the market did not refuse, or the bid is closed and it goes back. All that changes an order locks its class first.
 */
@Component
record ManageComputeOrders(
        ComputeOrders orders,
        ComputeFills fills,
        MarketDesk desk,
        Deals deals,
        OutboxWriter outbox,
        Sweeps sweeps,
        DatabaseClock clock,
        JdbcClient jdbc,
        TransactionTemplate transactions)
        implements OutboxConsumer {

    private static final int MOST_OPEN = 100;
    /** For a quote, and how often it looks at more. */
    static final int ASKS_AT_ONCE = 500;

    private static final int LOOKS = 10;

    private final class Placing implements Deal<ComputeOrderRequest, ComputeOrder> {

        private @Nullable Offer offer;

        @Override
        public @Nullable HoldTerms terms(Caller caller, ComputeOrderRequest asked) {
            asked.check(clock.now());
            String gpuClass = asked.gpuClass();
            if (gpuClass == null) {
                offer = requireOffer(caller, asked);
                return null;
            }
            requireClass(gpuClass);
            return new HoldTerms("compute.hold", gpuClass, caller.subject(), asked.cost(), Currency.AITBC);
        }

        @Override
        public ComputeOrder create(@Nullable UUID hold, Caller caller, ComputeOrderRequest asked) {
            ComputeOrder order = new ComputeOrder(hold, caller.subject(), asked, offer, clock.now());
            String gpuClass = order.gpuClass();
            if (offer != null) {
                jdbc.sql("insert into trading.compute_class values (?, ?, ?) on conflict do nothing")
                        .params(gpuClass, offer.model(), offer.memoryGb())
                        .update();
            }
            var _ = jdbc.sql("select id from trading.compute_class where id = ? for update")
                    .param(gpuClass)
                    .query(String.class)
                    .single();
            boolean full = orders.countOpen(order.owner, gpuClass) >= MOST_OPEN;
            Conflict.when(full, "TOO_MANY_ORDERS", MOST_OPEN + " orders of yours are open in this class");
            orders.save(order);
            match(gpuClass);
            return order;
        }
    }

    ComputeOrder place(Caller caller, ComputeOrderRequest asked) {
        return deals.make("compute.order", new Placing(), caller, asked);
    }

    private Offer requireOffer(Caller caller, ComputeOrderRequest asked) {
        Offer offer = findOffer(Objects.requireNonNull(asked.gpuId()), caller.subject())
                .orElseThrow(() -> new NotFound("GPU_NOT_FOUND", "no such GPU of yours can be booked on the market"));
        BigDecimal hours = asked.hours();
        boolean fits = hours.compareTo(offer.minHours()) >= 0 && hours.compareTo(offer.maxHours()) <= 0;
        String range = "hours: this GPU is booked for %s to %s".formatted(offer.minHours(), offer.maxHours());
        Invalid.when(!fits, "VALIDATION_ERROR", range);
        asked.check(ComputeOrder.from(offer, clock.now()));
        return offer;
    }

    private Optional<Offer> findOffer(UUID gpu, String owner) {
        try {
            return Optional.of(desk.offer(gpu)).filter(offer -> offer.owner().equals(owner));
        } catch (NotFound gone) {
            return Optional.empty();
        }
    }

    void requireClass(String gpuClass) {
        boolean known = jdbc.sql("select exists (select from trading.compute_class where id = ?)")
                .param(gpuClass)
                .query(Boolean.class)
                .single();
        if (!known) {
            throw new NotFound("COMPUTE_CLASS_NOT_FOUND", "no GPU of this class was ever offered here");
        }
    }

    /** @param most of the best asks, and of the best bids */
    ComputeBook book(String gpuClass, int most, Instant now) {
        List<ComputeOrder> open = new ArrayList<>(orders.open(gpuClass, Side.ASK, 0, most));
        open.addAll(orders.open(gpuClass, Side.BID, 0, most));
        return new ComputeBook(open, fills.ahead(gpuClass, 0, most, now));
    }

    /** What a bid would be matched with: the cheapest asks may be sold out. */
    Optional<Block> find(String gpuClass, ComputeOrderRequest wanted, Instant now) {
        return IntStream.range(0, LOOKS)
                .map(look -> look * ASKS_AT_ONCE)
                .mapToObj(skipped -> new ComputeBook(
                        orders.open(gpuClass, Side.ASK, skipped, ASKS_AT_ONCE),
                        fills.ahead(gpuClass, skipped, ASKS_AT_ONCE, now)))
                .takeWhile(book -> !book.asks.isEmpty())
                .flatMap(book -> book.find(wanted, "", now).stream())
                .findFirst();
    }

    private void match(String gpuClass) {
        Instant now = clock.now();
        book(gpuClass, Integer.MAX_VALUE, now).match(now).forEach(fills::save);
    }

    ComputeOrder requireOwn(Caller caller, UUID id) {
        return orders.require(id, new Where<ComputeOrder>().equal("owner", caller.subject()));
    }

    ComputeOrder cancel(Caller caller, UUID id) {
        requireOwn(caller, id);
        return Objects.requireNonNull(transactions.execute(_ -> {
            ComputeOrder order = lock(id);
            Conflict.when(order.status != Status.OPEN, "ORDER_CLOSED", "it is matched, or has ended");
            return close(order, Status.CANCELLED);
        }));
    }

    /** Nothing of the class changes until the caller's transaction ends. */
    private ComputeOrder lock(UUID id) {
        var _ = jdbc.sql("""
            select id from trading.compute_class
            where id = (select gpu_class from trading.compute_order where id = ?) for update\
            """).param(id).query(String.class).single();
        return orders.require(id);
    }

    private ComputeOrder close(ComputeOrder order, Status end) {
        order.close(end, null, clock.now());
        if (order.isBid()) {
            deals.decide(order.id(), "compute.refund", List.of());
        }
        return order;
    }

    /** Nothing waits for ever: blocks are delivered when they begin, or refused soon after; orders expire. */
    @Scheduled(fixedDelayString = "${aitbc.trading.sweep:1s}")
    void sweep() {
        sweeps.eachOutside("compute block", () -> fills.due(clock.now()), this::deliver);
        sweeps.each("compute order", () -> orders.due(clock.now()), this::expire);
    }

    private void expire(UUID id) {
        ComputeOrder order = lock(id);
        if (order.status == Status.OPEN) {
            close(order, Status.EXPIRED);
        }
    }

    /** Orders the block under its own id until that is answered; while it is not, its money is nobody's to give back. */
    private void deliver(UUID id) {
        ComputeFill seen = fills.require(id);
        ComputeOrder asked = orders.require(seen.askId);
        Delivery delivery = desk.book(seen.order(orders.require(seen.bidId), asked));
        Optional<Offer> offer = delivery.refusal() == null ? Optional.empty() : findOffer(seen.gpuId, asked.owner);
        transactions.executeWithoutResult(_ -> {
            ComputeOrder bid = lock(seen.bidId);
            ComputeFill fill = fills.require(id);
            if (fill.status != ComputeFill.Status.DELIVERING) {
                return;
            }
            boolean booked = fill.isBooked(delivery);
            outbox.tell(booked ? "compute.delivered" : "compute.undelivered", id);
            if (booked) {
                bid.close(Status.DELIVERED, null, clock.now());
                jdbc.sql("update trading.compute_class set last_price = ? where id = ?")
                        .params(fill.pricePerHour, bid.gpuClass())
                        .update();
            } else {
                bid.status = Status.OPEN;
                offer.ifPresent(still -> fill.takeUntil(still.freeFrom()));
                if (!delivery.ofTime() || (offer.isEmpty() && wasRefusedBefore(fill))) {
                    orders.require(fill.askId).withdraw(offer.isEmpty() ? "GPU_NOT_LISTED" : fill.reason, clock.now());
                }
            }
            match(bid.gpuClass());
        });
    }

    @Override
    public String reader() {
        return "compute";
    }

    /** The rest of a block whose booking ends early is sold again. */
    @Override
    public void apply(List<Event> events) {
        List<UUID> closed = Event.subjects(events, "booking.closed");
        if (closed.isEmpty()) {
            return;
        }
        Instant now = clock.now();
        for (ComputeFill fill : fills.running(closed, now)) {
            ComputeOrder bid = lock(fill.bidId);
            fill.end(now);
            match(bid.gpuClass());
        }
    }

    /** A worker that is silent for a moment costs an ask one block; one that is gone must not keep bids from other asks. */
    private boolean wasRefusedBefore(ComputeFill fill) {
        return fills.statusBefore(fill.askId, fill.startsAt).equals(Optional.of(ComputeFill.Status.UNDELIVERED));
    }
}
