package org.aitbc.trading.fake;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.market.MarketDesk;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.aitbc.starter.database.DatabaseClock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Books GPUs as marketplace-service does, in memory: each order is booked or refused, once. */
@Component
@Primary
public final class FakeDesk implements MarketDesk {

    /** Of what is asked for in an address, as servers take it. */
    private static final int LONGEST = 8_000;

    private final List<Offer> offers = new ArrayList<>();
    private final Map<UUID, Order> orders = new HashMap<>();
    private final Map<UUID, Delivery> deliveries = new HashMap<>();
    /** By GPU, until when it is booked. */
    private final Map<UUID, Instant> taken = new HashMap<>();

    /** GPUs whose worker is silent. */
    private final Set<UUID> silent = new HashSet<>();

    private final Map<UUID, Failure> failures = new HashMap<>();
    private final DatabaseClock clock;

    FakeDesk(DatabaseClock clock) {
        this.clock = clock;
    }

    public synchronized void offer(Offer offer) {
        offers.removeIf(one -> one.gpuId().equals(offer.gpuId()));
        offers.add(offer);
        silent.remove(offer.gpuId());
    }

    /** Its worker is silent until it is offered again. */
    public synchronized void silence(UUID gpu) {
        silent.add(gpu);
    }

    /** Others have the GPU. */
    public synchronized void take(UUID gpu) {
        take(gpu, Duration.ofDays(365));
    }

    public synchronized void take(UUID gpu, Duration time) {
        taken.put(gpu, clock.now().plus(time));
    }

    public synchronized void free(UUID gpu) {
        taken.remove(gpu);
    }

    /** It is no longer on the market. */
    public synchronized void withdraw(UUID gpu) {
        offers.removeIf(one -> one.gpuId().equals(gpu));
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
                        false,
                        usedSeconds > 0 ? "completed" : "cancelled",
                        clock.now(),
                        reason,
                        usedSeconds,
                        new BigDecimal(billed)));
    }

    @Override
    public synchronized List<Offer> offers(
            @Nullable String model,
            @Nullable String region,
            @Nullable BigDecimal leastMemoryGb,
            @Nullable BigDecimal mostPerHour) {
        if (String.valueOf(model).length() + String.valueOf(region).length() > LONGEST) {
            throw new Unavailable("SERVICE_UNAVAILABLE", "the address is too long");
        }
        return offers.stream()
                .filter(one -> region == null || region.equalsIgnoreCase(one.region()))
                .filter(one -> mostPerHour == null || one.pricePerHour().compareTo(mostPerHour) <= 0)
                .toList();
    }

    @Override
    public synchronized Offer offer(UUID gpuId) {
        fail(gpuId, Failure.BEFORE);
        return find(gpuId)
                .filter(_ -> !silent.contains(gpuId))
                .map(one -> new Offer(
                        gpuId,
                        one.owner(),
                        one.model(),
                        one.memoryGb(),
                        one.cudaVersion(),
                        one.region(),
                        one.pricePerHour(),
                        one.minHours(),
                        one.maxHours(),
                        one.models(),
                        one.reliability(),
                        freeFrom(gpuId)))
                .orElseThrow(() -> new NotFound("GPU_NOT_FOUND", "there is no such GPU on the market"));
    }

    @Override
    public synchronized Delivery book(Order order) {
        fail(order.gpuId(), Failure.BEFORE);
        Delivery delivery = deliveries.computeIfAbsent(order.id(), id -> deliver(id, order));
        fail(order.gpuId(), Failure.AFTER);
        return delivery;
    }

    private Delivery deliver(UUID id, Order order) {
        if (clock.now().isAfter(order.notAfter())) {
            return new Delivery(id, "TOO_LATE", true, null, null, null, null, null);
        }
        Instant now = clock.now();
        Optional<Offer> offer = find(order.gpuId());
        if (offer.isEmpty()) {
            return new Delivery(id, "GPU_NOT_FOUND", false, null, null, null, null, null);
        }
        if (order.hours().compareTo(offer.get().minHours()) < 0
                || order.hours().compareTo(offer.get().maxHours()) > 0) {
            return new Delivery(id, "BOOKING_DURATION_OUT_OF_RANGE", false, null, null, null, null, null);
        }
        if (silent.contains(order.gpuId()) || freeFrom(order.gpuId()).isAfter(now)) {
            return new Delivery(id, "GPU_NOT_AVAILABLE", true, null, null, null, null, null);
        }
        orders.put(id, order);
        Instant until =
                now.plusSeconds(order.hours().multiply(BigDecimal.valueOf(3600)).longValueExact());
        taken.put(order.gpuId(), until);
        return new Delivery(id, null, false, "active", until, null, null, null);
    }

    private Optional<Offer> find(UUID gpu) {
        return offers.stream().filter(one -> one.gpuId().equals(gpu)).findFirst();
    }

    private Instant freeFrom(UUID gpu) {
        return taken.getOrDefault(gpu, Instant.EPOCH);
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
