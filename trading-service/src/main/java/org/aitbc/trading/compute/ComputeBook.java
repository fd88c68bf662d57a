package org.aitbc.trading.compute;

import java.time.Instant;
import java.util.*;
import java.util.stream.Collectors;
import org.aitbc.trading.compute.ComputeOrder.*;

/** The open orders of a class, and the blocks that take time of its GPUs: what fits is a function of these alone. */
final class ComputeBook {

    private static final Comparator<ComputeOrder> PRICE = Comparator.comparing(order -> order.terms.pricePerHour());
    private static final Comparator<ComputeOrder> PLACE = Comparator.comparingLong(order -> order.place);

    /** The best first, as bids. */
    final List<ComputeOrder> asks;

    final List<ComputeOrder> bids;
    private final Map<UUID, List<ComputeFill>> fillsOfGpu;

    ComputeBook(List<ComputeOrder> orders, List<ComputeFill> fills) {
        this.asks = orders.stream()
                .filter(order -> !order.isBid())
                .sorted(PRICE.thenComparing(PLACE))
                .toList();
        this.bids = orders.stream()
                .filter(ComputeOrder::isBid)
                .sorted(PRICE.reversed().thenComparing(PLACE))
                .toList();
        this.fillsOfGpu = fills.stream()
                .collect(Collectors.groupingBy(fill -> fill.gpuId, Collectors.toCollection(ArrayList::new)));
    }

    record FreeTime(Instant from, Instant until) {}

    record Block(ComputeOrder ask, Instant start) {}

    /** Matches all bids that fit an ask now. */
    List<ComputeFill> match(Instant now) {
        return bids.stream()
                .flatMap(bid -> find(bid.terms, bid.owner, now).map(block -> fill(bid, block, now)).stream())
                .toList();
    }

    private ComputeFill fill(ComputeOrder bid, Block block, Instant now) {
        ComputeFill fill = new ComputeFill(bid, block.ask, block.start, now);
        fillsOfGpu.computeIfAbsent(fill.gpuId, _ -> new ArrayList<>()).add(fill);
        bid.status = Status.DELIVERING;
        return fill;
    }

    /** The best ask that fits, and the earliest time at which it has the whole block. */
    Optional<Block> find(ComputeOrderRequest wanted, String buyer, Instant now) {
        return asks.stream()
                .filter(ask -> ask.fits(wanted, buyer))
                .flatMap(ask -> start(ask, wanted, now).map(start -> new Block(ask, start)).stream())
                .findFirst();
    }

    private Optional<Instant> start(ComputeOrder ask, ComputeOrderRequest wanted, Instant now) {
        return free(ask, now).stream()
                .filter(time -> !time.until.isBefore(wanted.begin(time.from).plus(wanted.length())))
                .map(time -> wanted.begin(time.from))
                .findFirst()
                .filter(start -> !start.isAfter(wanted.notAfter()));
    }

    /** What is left of an ask's time, the earliest first. */
    List<FreeTime> free(ComputeOrder ask, Instant now) {
        List<FreeTime> free = new ArrayList<>();
        Instant from = ask.terms.begin(now);
        for (ComputeFill fill : fillsOfGpu.getOrDefault(ask.gpu(), List.of()).stream()
                .filter(fill -> fill.takesTimeOf(ask))
                .sorted(Comparator.comparing(fill -> fill.startsAt))
                .toList()) {
            if (fill.startsAt.isAfter(from)) {
                free.add(new FreeTime(from, min(fill.startsAt, ask.terms.notAfter())));
            }
            from = fill.endsAt.isAfter(from) ? fill.endsAt : from;
        }
        free.add(new FreeTime(from, ask.terms.notAfter()));
        return free.stream().filter(time -> time.from.isBefore(time.until)).toList();
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
