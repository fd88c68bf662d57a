package org.aitbc.trading.book;

import java.util.*;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.book.Effects.*;
import org.aitbc.trading.book.Order.*;
import org.jspecify.annotations.Nullable;

/** The open orders of one market, matched by price and then by time. For one thread. */
public final class Book {

    /** Orders of a price, in the order of their time: to replace a value keeps its place. */
    private final NavigableMap<Long, Map<UUID, Order>> bids = new TreeMap<>(Comparator.reverseOrder());

    private final NavigableMap<Long, Map<UUID, Order>> asks = new TreeMap<>();
    private final Map<UUID, Order> open = new HashMap<>();
    private final Map<String, Integer> openByOwner = new HashMap<>();

    public Book() {}

    /** @param orders that are open, by their place in time */
    public Book(List<Order> orders) {
        orders.forEach(this::rest);
    }

    public @Nullable Order find(UUID order) {
        return open.get(order);
    }

    public int openOrdersOf(String owner) {
        return openByOwner.getOrDefault(owner, 0);
    }

    /** All open orders of a side, the first to be filled first. */
    public List<Order> orders(Side side) {
        return levels(side).values().stream()
                .flatMap(level -> level.values().stream())
                .toList();
    }

    /** Whether an order of this side would meet another one, even if only its owner's. */
    public boolean takes(Side side, long price) {
        var best = levels(side.opposite()).firstEntry();
        return best != null && (side == Side.BUY ? best.getKey() <= price : best.getKey() >= price);
    }

    /** How many lots a price of a side has. */
    public long depth(Side side, long price) {
        return levels(side).getOrDefault(price, Map.of()).values().stream()
                .mapToLong(Order::remaining)
                .sum();
    }

    /**
     * Takes the next command.
     *
     * @param seq of the command, above that of the one before
     * @throws IllegalArgumentException when it changes an order that is not open, or raises one
     */
    public Effects apply(long seq, Command command) {
        Effects effects = new Effects();
        switch (command) {
            case Place place -> place(Order.of(seq, place), effects);
            case Amend(UUID id, long quantity) -> amend(required(id), quantity, effects);
            case Cancel(UUID id) -> end(required(id), Status.CANCELLED, effects);
            case Expire(UUID id) -> end(required(id), Status.EXPIRED, effects);
            case Halt _, Resume _, Fees _ -> {}
        }
        return effects;
    }

    private void place(Order order, Effects effects) {
        boolean refused = isRefusedAtOnce(order);
        Order taker = refused ? order : match(order, effects);
        if (refused || (taker.isUnfinished() && taker.place().timeInForce() == TimeInForce.IOC)) {
            taker = taker.end(Status.EXPIRED);
        }
        effects.orders().put(taker.id(), taker);
        if (taker.isOpen()) {
            rest(taker);
            if (taker.prevented() > 0) {
                effects.reductions().add(new Reduction(taker.id(), taker.prevented()));
            }
        }
    }

    private boolean isRefusedAtOnce(Order order) {
        return switch (order.place().timeInForce()) {
            case GTC, IOC -> false;
            case FOK -> !isFillable(order);
            case POST_ONLY -> takes(order.side(), order.price());
        };
    }

    /** Own orders are no liquidity, and where one would end the order nothing after it is. */
    private boolean isFillable(Order taker) {
        long wanted = taker.quantity();
        for (var level : levels(taker.side().opposite()).entrySet()) {
            if (!taker.accepts(level.getKey())) {
                return false;
            }
            for (Order maker : level.getValue().values()) {
                boolean own = maker.owner().equals(taker.owner());
                if (own && taker.place().selfTrade() != SelfTrade.EXPIRE_MAKER) {
                    return false;
                }
                wanted -= own ? 0 : maker.remaining();
                if (wanted <= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private Order match(Order order, Effects effects) {
        Order taker = order;
        Iterator<Map.Entry<Long, Map<UUID, Order>>> levels =
                levels(order.side().opposite()).entrySet().iterator();
        while (taker.isOpen() && levels.hasNext()) {
            Map.Entry<Long, Map<UUID, Order>> level = levels.next();
            if (!taker.accepts(level.getKey())) {
                break;
            }
            Iterator<Map.Entry<UUID, Order>> makers =
                    level.getValue().entrySet().iterator();
            while (taker.isOpen() && makers.hasNext()) {
                Map.Entry<UUID, Order> place = makers.next();
                Order maker = place.getValue();
                taker = taker.at(maker.price());
                if (!taker.isOpen()) {
                    break;
                }
                long lots = Math.min(taker.remaining(), maker.remaining());
                if (maker.owner().equals(taker.owner())) {
                    effects.prevented().add(new Prevented(maker.id(), taker.id(), maker.price(), lots));
                    SelfTrade mode = taker.place().selfTrade();
                    taker = mode == SelfTrade.EXPIRE_MAKER ? taker : prevent(taker, mode, lots, maker.price());
                    maker = mode == SelfTrade.EXPIRE_TAKER ? maker : prevent(maker, mode, lots, maker.price());
                    if (mode == SelfTrade.DECREMENT && maker.isOpen()) {
                        effects.reductions().add(new Reduction(maker.id(), lots));
                    }
                } else {
                    effects.fills().add(new Fill(maker.id(), taker.id(), maker.price(), lots));
                    taker = taker.fill(lots, maker.price());
                    maker = maker.fill(lots, maker.price());
                }
                if (!maker.equals(place.getValue())) {
                    effects.orders().put(maker.id(), maker);
                    replace(place, maker, makers);
                }
            }
            if (level.getValue().isEmpty()) {
                levels.remove();
            }
        }
        return taker;
    }

    private static Order prevent(Order order, SelfTrade mode, long lots, long price) {
        return order.prevent(mode == SelfTrade.DECREMENT ? lots : order.remaining(), price);
    }

    private void replace(Map.Entry<UUID, Order> place, Order maker, Iterator<?> makers) {
        if (maker.isOpen()) {
            place.setValue(maker);
            open.put(maker.id(), maker);
        } else {
            makers.remove();
            forget(maker);
        }
    }

    private void amend(Order order, long quantity, Effects effects) {
        if (!order.canReduceTo(quantity)) {
            throw new IllegalArgumentException(order + " cannot be reduced to " + quantity);
        }
        Order reduced = order.reduceTo(quantity);
        open.put(order.id(), reduced);
        level(order).put(order.id(), reduced);
        effects.reductions().add(new Reduction(order.id(), order.remaining() - reduced.remaining()));
        effects.orders().put(order.id(), reduced);
    }

    private void end(Order order, Status how, Effects effects) {
        Map<UUID, Order> level = level(order);
        level.remove(order.id());
        if (level.isEmpty()) {
            levels(order.side()).remove(order.price());
        }
        forget(order);
        effects.orders().put(order.id(), order.end(how));
    }

    private void rest(Order order) {
        levels(order.side())
                .computeIfAbsent(order.price(), _ -> new LinkedHashMap<>())
                .put(order.id(), order);
        open.put(order.id(), order);
        openByOwner.merge(order.owner(), 1, Integer::sum);
    }

    private void forget(Order order) {
        open.remove(order.id());
        openByOwner.computeIfPresent(order.owner(), (_, count) -> count == 1 ? null : count - 1);
    }

    private Order required(UUID id) {
        Order order = open.get(id);
        if (order == null) {
            throw new IllegalArgumentException("order " + id + " is not open");
        }
        return order;
    }

    private Map<UUID, Order> level(Order order) {
        return Objects.requireNonNull(levels(order.side()).get(order.price()));
    }

    private NavigableMap<Long, Map<UUID, Order>> levels(Side side) {
        return side == Side.BUY ? bids : asks;
    }
}
