package org.aitbc.trading.book;

import java.util.*;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.book.Order.*;

/** The rules of the book in the plainest way: one list that is sorted again for each lot that is traded. */
final class NaiveBook {

    private final List<Order> open = new ArrayList<>();

    boolean isOpen(UUID id) {
        return open.stream().anyMatch(order -> order.id().equals(id));
    }

    Order find(UUID id) {
        return open.stream().filter(order -> order.id().equals(id)).findAny().orElseThrow();
    }

    List<Order> orders(Side side) {
        Comparator<Order> best = Comparator.comparingLong(Order::price);
        return open.stream()
                .filter(order -> order.side() == side)
                .sorted((side == Side.BUY ? best.reversed() : best).thenComparingLong(Order::seq))
                .toList();
    }

    Effects apply(long seq, Command command) {
        Effects effects = new Effects();
        switch (command) {
            case Place place -> place(Order.of(seq, place), effects);
            case Amend(UUID id, long quantity) -> {
                Order before = find(id);
                Order after = before.reduceTo(quantity);
                put(after, effects);
                effects.reductions().add(new Effects.Reduction(id, before.remaining() - after.remaining()));
            }
            case Cancel(UUID id) -> put(find(id).end(Status.CANCELLED), effects);
            case Expire(UUID id) -> put(find(id).end(Status.EXPIRED), effects);
            case Halt _, Resume _, Fees _ -> {}
        }
        return effects;
    }

    private void place(Order order, Effects effects) {
        Order taker = order;
        long liquidity = 0;
        boolean blocked = false;
        for (Order maker : meeting(order)) {
            boolean own = maker.owner().equals(order.owner());
            blocked |= own && order.place().selfTrade() != SelfTrade.EXPIRE_MAKER;
            liquidity += own || blocked ? 0 : maker.remaining();
        }
        boolean refused = switch (order.place().timeInForce()) {
            case GTC, IOC -> false;
            case FOK -> liquidity < order.quantity();
            case POST_ONLY -> !meeting(order).isEmpty();
        };
        if (!refused) {
            while (taker.isOpen() && !meeting(taker).isEmpty()) {
                Order maker = meeting(taker).getFirst();
                taker = taker.at(maker.price());
                if (taker.isOpen()) {
                    taker = meet(taker, maker, effects);
                }
            }
        }
        if (taker.isUnfinished() && (refused || taker.place().timeInForce() == TimeInForce.IOC)) {
            taker = taker.end(Status.EXPIRED);
        }
        put(taker, effects);
        if (taker.isOpen() && taker.prevented() > 0) {
            effects.reductions().add(new Effects.Reduction(taker.id(), taker.prevented()));
        }
    }

    private List<Order> meeting(Order taker) {
        return orders(taker.side().opposite()).stream()
                .filter(maker ->
                        taker.side() == Side.BUY ? maker.price() <= taker.price() : maker.price() >= taker.price())
                .toList();
    }

    private Order meet(Order taker, Order maker, Effects effects) {
        long lots = Math.min(taker.remaining(), maker.remaining());
        if (!maker.owner().equals(taker.owner())) {
            effects.fills().add(new Effects.Fill(maker.id(), taker.id(), maker.price(), lots));
            put(maker.fill(lots, maker.price()), effects);
            return taker.fill(lots, maker.price());
        }
        effects.prevented().add(new Effects.Prevented(maker.id(), taker.id(), maker.price(), lots));
        return switch (taker.place().selfTrade()) {
            case EXPIRE_TAKER -> taker.prevent(taker.remaining(), maker.price());
            case EXPIRE_MAKER -> {
                put(maker.prevent(maker.remaining(), maker.price()), effects);
                yield taker;
            }
            case EXPIRE_BOTH -> {
                put(maker.prevent(maker.remaining(), maker.price()), effects);
                yield taker.prevent(taker.remaining(), maker.price());
            }
            case DECREMENT -> {
                Order left = maker.prevent(lots, maker.price());
                put(left, effects);
                if (left.isOpen()) {
                    effects.reductions().add(new Effects.Reduction(maker.id(), lots));
                }
                yield taker.prevent(lots, maker.price());
            }
        };
    }

    private void put(Order order, Effects effects) {
        open.removeIf(before -> before.id().equals(order.id()));
        if (order.isOpen()) {
            open.add(order);
        }
        effects.orders().put(order.id(), order);
    }
}
