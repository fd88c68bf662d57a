package org.aitbc.trading.book;

import java.util.*;

/**
 * What one command led to.
 *
 * @param orders those it changed, as they are after it
 * @param reductions what open orders lost without a trade
 */
public record Effects(
        List<Fill> fills, List<Prevented> prevented, List<Reduction> reductions, Map<UUID, Order> orders) {

    /** A trade, at the price of the order that rested. */
    public record Fill(UUID maker, UUID taker, long price, long quantity) {}

    /** A trade that was not made, since both orders are of one owner. */
    public record Prevented(UUID maker, UUID taker, long price, long quantity) {}

    public record Reduction(UUID order, long quantity) {}

    Effects() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    }

    /** What tells these effects from others. */
    public String text() {
        StringBuilder text = new StringBuilder();
        fills.forEach(fill -> line(text, "fill", fill.maker(), fill.taker(), fill.price(), fill.quantity()));
        prevented.forEach(one -> line(text, "prevented", one.maker(), one.taker(), one.price(), one.quantity()));
        orders.values()
                .forEach(order -> line(
                        text,
                        order.status(),
                        order.id(),
                        order.filled(),
                        order.prevented(),
                        order.cancelled(),
                        order.remaining()));
        return text.toString();
    }

    private static void line(StringBuilder text, Object... words) {
        for (Object word : words) {
            text.append(word).append(' ');
        }
        text.setCharAt(text.length() - 1, '\n');
    }
}
