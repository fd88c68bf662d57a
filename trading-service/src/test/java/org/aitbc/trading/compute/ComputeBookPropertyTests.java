package org.aitbc.trading.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import java.util.stream.IntStream;
import net.jqwik.api.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.market.MarketDesk.*;
import org.aitbc.trading.compute.ComputeOrder.*;
import org.aitbc.trading.compute.NaiveComputeBook.*;

/** Whatever is offered, sought, cancelled and refused, in any order: what is matched is what the rules say. */
class ComputeBookPropertyTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<UUID> GPUS =
            IntStream.range(0, 4).mapToObj(_ -> Ids.next()).toList();

    sealed interface Try {}

    record Place(Entry entry) implements Try {}

    record Withdraw(int order) implements Try {}

    /** @param more hours for which the GPU is not free after the block */
    record Refuse(int fill, int more) implements Try {}

    record Deliver(int fill) implements Try {}

    record Wait(int hours) implements Try {}

    @Provide
    Arbitrary<List<Try>> tries() {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, 20);
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 3);
        Arbitrary<Try> place = Combinators.combine(
                        Arbitraries.of(true, true, false),
                        few,
                        few,
                        Arbitraries.integers().between(1, 5),
                        few,
                        few,
                        any,
                        Arbitraries.of("eu", "us", ""))
                .as((bid, owner, gpu, price, hours, more, from, region) -> new Place(new Entry(
                        bid,
                        owner,
                        bid ? -1 : gpu,
                        price,
                        hours + 1,
                        hours + 1 + more,
                        from,
                        from + 1 + (bid ? more : hours + 3 * more),
                        region.isEmpty() ? null : region)));
        return Arbitraries.frequencyOf(
                        Tuple.of(12, place),
                        Tuple.of(1, any.map(Withdraw::new)),
                        Tuple.of(3, Combinators.combine(any, few).as(Refuse::new)),
                        Tuple.of(1, any.map(Deliver::new)),
                        Tuple.of(1, few.map(Wait::new)))
                .list()
                .ofMaxSize(60);
    }

    /** What the service does to rows, in memory. */
    private static final class World {

        private final NaiveComputeBook naive = new NaiveComputeBook();
        private final List<ComputeOrder> orders = new ArrayList<>();
        private final List<ComputeFill> fills = new ArrayList<>();
        private final Map<ComputeFill, Match> matches = new LinkedHashMap<>();
        private int hour;

        private Instant now() {
            return START.plus(Duration.ofHours(hour));
        }

        private void act(Try next) {
            switch (next) {
                case Place(Entry entry) -> place(entry);
                case Withdraw(int order) -> {
                    if (order < orders.size() && orders.get(order).status == Status.OPEN) {
                        orders.get(order).close(Status.CANCELLED, null, now());
                        naive.close(order);
                    }
                }
                case Refuse(int fill, int more) -> refuse(fill, more);
                case Deliver(int fill) -> {
                    if (isDelivering(fill)) {
                        Instant until = fills.get(fill).endsAt;
                        assertThat(fills.get(fill)
                                        .isBooked(new Delivery(
                                                Ids.next(), null, false, "active", until, null, null, null)))
                                .isTrue();
                    }
                }
                case Wait(int hours) -> hour += hours;
            }
        }

        private boolean isDelivering(int fill) {
            return fill < fills.size() && fills.get(fill).status == ComputeFill.Status.DELIVERING;
        }

        private void place(Entry entry) {
            boolean asked = orders.stream()
                    .anyMatch(one -> one.status == Status.OPEN
                            && !entry.bid()
                            && GPUS.get(entry.gpu()).equals(one.terms.gpuId()));
            // hours that are gone are refused before
            if (asked || entry.from() < hour) {
                return;
            }
            ComputeOrder order = order(entry);
            order.place = orders.size();
            orders.add(order);
            assertMatched(naive.place(entry, hour));
        }

        private ComputeOrder order(Entry entry) {
            ComputeOrderRequest terms = new ComputeOrderRequest(
                    entry.bid() ? Side.BID : Side.ASK,
                    entry.bid() ? null : GPUS.get(entry.gpu()),
                    entry.bid() ? "h100-80gb" : null,
                    BigDecimal.valueOf(entry.hours()),
                    BigDecimal.valueOf(entry.price()),
                    START.plus(Duration.ofHours(entry.from())),
                    START.plus(Duration.ofHours(entry.until())),
                    entry.bid() ? entry.region() : null);
            return new ComputeOrder(
                    entry.bid() ? Ids.next() : null,
                    "owner-" + entry.owner(),
                    terms.check(now()),
                    entry.bid() ? null : offer(entry),
                    now());
        }

        private void refuse(int number, int more) {
            if (!isDelivering(number)) {
                return;
            }
            ComputeFill fill = fills.get(number);
            Match match = Objects.requireNonNull(matches.get(fill));
            assertThat(fill.isBooked(new Delivery(Ids.next(), "GPU_NOT_AVAILABLE", true, null, null, null, null, null)))
                    .isFalse();
            orders.get(match.bid()).status = Status.OPEN;
            fill.takeUntil(fill.endsAt.plus(Duration.ofHours(more)));
            int hours = (int) Duration.between(fill.startsAt, fill.endsAt).toHours();
            assertMatched(naive.refuse(match, hours, hour));
        }

        private void assertMatched(List<Match> expected) {
            List<ComputeOrder> open =
                    orders.stream().filter(one -> one.status == Status.OPEN).toList();
            List<ComputeFill> made = new ComputeBook(open, fills).match(now());
            assertThat(made.stream().map(this::match)).containsExactlyElementsOf(expected);
            for (int i = 0; i < made.size(); i++) {
                fills.add(made.get(i));
                matches.put(made.get(i), expected.get(i));
            }
        }

        private Match match(ComputeFill fill) {
            return new Match(number(fill.bidId), number(fill.askId), fill.pricePerHour.intValueExact(), (int)
                    Duration.between(START, fill.startsAt).toHours());
        }

        private int number(UUID order) {
            return orders.stream().map(ComputeOrder::id).toList().indexOf(order);
        }
    }

    private static Offer offer(Entry entry) {
        return new Offer(
                GPUS.get(entry.gpu()),
                "owner-" + entry.owner(),
                "H100",
                BigDecimal.valueOf(80),
                null,
                entry.region(),
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.valueOf(entry.maxHours()),
                List.of(),
                null,
                START);
    }

    @Property(tries = 400)
    void whatIsMatchedIsWhatTheRulesSay(@ForAll("tries") List<Try> tries) {
        World world = new World();
        tries.forEach(world::act);
        // nobody has two blocks for one bid, and no GPU two clients at once
        List<ComputeFill> live = world.fills.stream()
                .filter(fill -> fill.status != ComputeFill.Status.UNDELIVERED)
                .toList();
        assertThat(live.stream().map(fill -> fill.bidId)).doesNotHaveDuplicates();
        for (ComputeFill one : live) {
            assertThat(live.stream().filter(other -> isTwice(one, other))).containsExactly(one);
        }
    }

    private static boolean isTwice(ComputeFill one, ComputeFill other) {
        return one.gpuId.equals(other.gpuId)
                && one.startsAt.isBefore(other.endsAt)
                && other.startsAt.isBefore(one.endsAt);
    }
}
