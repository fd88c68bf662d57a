package org.aitbc.trading.fake;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.market.MarketDesk;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Books GPUs as marketplace-service does, in memory: each order is booked or refused, once. */
@Component
@Primary
public final class FakeDesk implements MarketDesk {

    private final List<Offer> offers = new ArrayList<>();
    private final Map<UUID, Order> orders = new HashMap<>();
    private final Map<UUID, Delivery> deliveries = new HashMap<>();
    private final Set<UUID> taken = new HashSet<>();
    private final Map<UUID, Failure> failures = new HashMap<>();

    public synchronized void offer(Offer offer) {
        offers.removeIf(one -> one.gpuId().equals(offer.gpuId()));
        offers.add(offer);
    }

    /** Others have the GPU. */
    public synchronized void take(UUID gpu) {
        taken.add(gpu);
    }

    public synchronized void free(UUID gpu) {
        taken.remove(gpu);
    }

    /** Fails the next order of this GPU. */
    public synchronized void failNext(UUID gpu, Failure failure) {
        failures.put(gpu, failure);
    }

    public synchronized List<Order> ordersOf(UUID gpu) {
        return orders.values().stream().filter(one -> one.gpuId().equals(gpu)).toList();
    }

    /** Ends a booking. */
    public synchronized void close(UUID id, long usedSeconds, String billed, @Nullable String reason) {
        deliveries.put(
                id,
                new Delivery(
                        id,
                        null,
                        usedSeconds > 0 ? "completed" : "cancelled",
                        Instant.now(),
                        reason,
                        usedSeconds,
                        new BigDecimal(billed)));
    }

    @Override
    public synchronized List<Offer> offers(@Nullable String model, @Nullable BigDecimal mostPerHour) {
        return offers.stream()
                .filter(one -> mostPerHour == null || one.pricePerHour().compareTo(mostPerHour) <= 0)
                .toList();
    }

    @Override
    public synchronized Delivery book(Order order) {
        fail(order.gpuId(), Failure.BEFORE);
        Delivery delivery = deliveries.computeIfAbsent(order.id(), id -> deliver(id, order));
        fail(order.gpuId(), Failure.AFTER);
        return delivery;
    }

    private Delivery deliver(UUID id, Order order) {
        if (!taken.add(order.gpuId())) {
            return new Delivery(id, "GPU_NOT_AVAILABLE", null, null, null, null, null);
        }
        orders.put(id, order);
        Instant until = Instant.now().plus(Duration.ofHours(order.hours().longValue()));
        return new Delivery(id, null, "active", until, null, null, null);
    }

    private void fail(UUID gpu, Failure at) {
        if (failures.remove(gpu, at)) {
            throw new Unavailable("SERVICE_UNAVAILABLE", "marketplace-service cannot be reached");
        }
    }

    @Override
    public synchronized Delivery booking(UUID id) {
        Delivery delivery = deliveries.get(id);
        if (delivery == null) {
            throw new NotFound("ORDER_NOT_FOUND", "nothing was ordered");
        }
        return delivery;
    }
}
