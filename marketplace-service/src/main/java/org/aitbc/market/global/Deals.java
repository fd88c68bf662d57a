package org.aitbc.market.global;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.money.Holds;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds the money of an order at the price it was quoted, then makes it a purchase. */
@Component
class Deals {

    private final Holds holds;
    private final Sales sales;

    Deals(Holds holds, Sales sales) {
        this.holds = holds;
        this.sales = sales;
    }

    /** What is kept for repetitions of a request. */
    record Bought(UUID id) {}

    /**
     * @param quote checks what can be checked beforehand
     * @param write writes the purchase, in a transaction of its own; it is given the hold's id
     */
    Sale make(
            Caller caller,
            @Nullable String key,
            String operation,
            ServicePurchaseRequest wanted,
            Supplier<Order> quote,
            BiConsumer<Order, UUID> write) {
        AtomicReference<@Nullable Order> quoted = new AtomicReference<>();
        Bought bought = holds.deal(
                caller,
                key,
                operation,
                wanted,
                Bought.class,
                () -> {
                    Order order = quote.get();
                    quoted.set(order);
                    return order.terms();
                },
                hold -> {
                    Order order = Objects.requireNonNull(quoted.get());
                    write.accept(order, hold);
                    return new Bought(order.id());
                });
        return sales.require(bought.id());
    }
}
