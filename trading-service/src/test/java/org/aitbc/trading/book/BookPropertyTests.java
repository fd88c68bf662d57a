package org.aitbc.trading.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.*;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.book.Effects.Fill;
import org.aitbc.trading.book.Order.*;
import org.jspecify.annotations.Nullable;

/** What holds after each command, whatever the commands are. */
class BookPropertyTests {

    private Book book = new Book();
    private NaiveBook naive = new NaiveBook();
    private long seq;

    /** What somebody tries; an amendment or a cancellation of an order that is not open is none. */
    sealed interface Try {}

    record Offer(int owner, Side side, long price, long quantity, TimeInForce force, SelfTrade selfTrade)
            implements Try {}

    /** A market order, of which the matcher says up to which price it goes. */
    record AtMarket(int owner, Side side, long worst, long quantity, SelfTrade selfTrade) implements Try {}

    record Reduce(int order, long quantity) implements Try {}

    record Withdraw(int order, boolean inTime) implements Try {}

    @Property(tries = 1_500)
    void theBookDoesWhatItsRulesSay(@ForAll("tries") List<Try> tries) {
        begin();
        for (Try attempt : tries) {
            Command command = command(attempt);
            if (command != null) {
                List<Order> bids = book.orders(Side.BUY);
                List<Order> asks = book.orders(Side.SELL);
                Effects effects = book.apply(++seq, command);
                assertThat(effects.text()).isEqualTo(naive.apply(seq, command).text());
                assertNeverCrossed();
                if (command instanceof Place place) {
                    assertPlaced(place, place.side() == Side.BUY ? asks : bids, effects);
                }
                effects.orders().values().forEach(BookPropertyTests::assertAddsUp);
            }
        }
        for (Side side : Side.values()) {
            assertThat(book.orders(side)).isEqualTo(naive.orders(side));
        }
    }

    @Property(tries = 300)
    void aBookLoadedFromItsOpenOrdersGoesOnAlike(@ForAll("tries") List<Try> tries) {
        begin();
        Book loaded = new Book();
        for (Try attempt : tries) {
            Command command = command(attempt);
            if (command != null) {
                String text = book.apply(++seq, command).text();
                assertThat(loaded.apply(seq, command).text()).isEqualTo(text);
                naive.apply(seq, command);
                loaded = new Book(Stream.of(Side.values())
                        .flatMap(side -> book.orders(side).stream())
                        .sorted((one, other) -> Long.compare(one.seq(), other.seq()))
                        .toList());
            }
        }
    }

    /** All tries of a property share one object. */
    private void begin() {
        book = new Book();
        naive = new NaiveBook();
        seq = 0;
    }

    private void assertNeverCrossed() {
        List<Order> bids = book.orders(Side.BUY);
        List<Order> asks = book.orders(Side.SELL);
        if (!bids.isEmpty() && !asks.isEmpty()) {
            assertThat(bids.getFirst().price()).isLessThan(asks.getFirst().price());
        }
    }

    /** @param resting what the order met, the first to be filled first */
    private void assertPlaced(Place place, List<Order> resting, Effects effects) {
        Order taker = Objects.requireNonNull(effects.orders().get(place.order()));
        List<Order> others = resting.stream()
                .filter(maker -> !maker.owner().equals(place.owner()))
                .toList();
        List<Order> filled = effects.fills().stream()
                .map(fill -> others.stream()
                        .filter(maker -> maker.id().equals(fill.maker()))
                        .findAny()
                        .orElseThrow())
                .toList();
        // the best price first, at a price the earliest first, and nobody is passed over
        assertThat(filled).isEqualTo(others.subList(0, filled.size()));
        for (int i = 0; i < filled.size(); i++) {
            Fill fill = effects.fills().get(i);
            // at the resting order's price, which is never worse than the taker's limit
            assertThat(fill.price()).isEqualTo(filled.get(i).price());
            assertThat(place.side() == Side.BUY ? fill.price() <= place.price() : fill.price() >= place.price())
                    .isTrue();
            // a maker is done before the next one trades
            if (i < filled.size() - 1) {
                assertThat(fill.quantity()).isEqualTo(filled.get(i).remaining());
            }
        }
        long lots = effects.fills().stream().mapToLong(Fill::quantity).sum();
        assertThat(taker.filled()).isEqualTo(lots);
        if (place.hasBudget()) {
            assertBudget(place, taker, effects);
        }
        switch (place.timeInForce()) {
            case GTC -> assertThat(taker.status()).isNotEqualTo(Status.EXPIRED);
            case IOC -> assertThat(taker.isOpen()).isFalse();
            case FOK -> {
                assertThat(taker.isOpen()).isFalse();
                assertThat(lots).isIn(0L, place.quantity());
            }
            case POST_ONLY -> {
                assertThat(effects.fills()).isEmpty();
                assertThat(effects.prevented()).isEmpty();
                boolean takes =
                        !resting.isEmpty() && taker.accepts(resting.getFirst().price());
                assertThat(taker.isOpen()).isNotEqualTo(takes);
            }
        }
        assertThat(book.find(place.order())).isEqualTo(taker.isOpen() ? taker : null);
    }

    /** It pays no more than it has, and ends with as much as nobody sells for: a lot of what is there costs more. */
    private void assertBudget(Place place, Order taker, Effects effects) {
        long paid = effects.fills().stream()
                .mapToLong(fill -> fill.price() * fill.quantity())
                .sum();
        long prevented = place.selfTrade() == SelfTrade.DECREMENT
                ? effects.prevented().stream()
                        .mapToLong(one -> one.price() * one.quantity())
                        .sum()
                : 0;
        long left = place.quantity() - paid - prevented;
        assertThat(left).isNotNegative();
        assertThat(taker.quantity()).isEqualTo(taker.filled() + taker.prevented());
        List<Order> asks = book.orders(Side.SELL);
        boolean more = !asks.isEmpty() && taker.accepts(asks.getFirst().price());
        if (taker.status() == Status.FILLED) {
            assertThat(left).isLessThan(more ? asks.getFirst().price() : Long.MAX_VALUE);
        } else if (taker.status() == Status.EXPIRED) {
            assertThat(more && left >= asks.getFirst().price()).isFalse();
        } else {
            assertThat(taker.status()).isEqualTo(Status.EXPIRED_IN_MATCH);
            assertThat(taker.prevented()).isPositive();
        }
    }

    private static void assertAddsUp(Order order) {
        assertThat(List.of(order.filled(), order.prevented(), order.cancelled(), order.remaining()))
                .allMatch(part -> part >= 0);
        assertThat(order.filled() + order.prevented() + order.cancelled() + order.remaining())
                .isEqualTo(order.quantity());
        assertThat(order.isOpen())
                .isEqualTo(Set.of(Status.NEW, Status.PARTIALLY_FILLED).contains(order.status()));
    }

    private @Nullable Command command(Try attempt) {
        return switch (attempt) {
            case Offer order ->
                new Place(
                        new UUID(1, seq + 1),
                        "owner" + order.owner(),
                        order.side(),
                        order.price(),
                        order.quantity(),
                        order.force(),
                        order.selfTrade());
            case AtMarket order ->
                new Place(
                        new UUID(1, seq + 1),
                        "owner" + order.owner(),
                        OrderType.MARKET,
                        order.side(),
                        order.worst(),
                        order.side() == Side.BUY ? order.quantity() * 50 : order.quantity(),
                        TimeInForce.IOC,
                        order.selfTrade());
            case Reduce(int number, long quantity) -> {
                UUID id = new UUID(1, 1 + number % (seq + 1));
                yield naive.isOpen(id) && naive.find(id).canReduceTo(quantity) ? new Amend(id, quantity) : null;
            }
            case Withdraw(int number, boolean inTime) -> {
                UUID id = new UUID(1, 1 + number % (seq + 1));
                yield !naive.isOpen(id) ? null : inTime ? new Cancel(id) : new Expire(id);
            }
        };
    }

    /** Few owners and prices, so that orders meet. */
    @Provide
    Arbitrary<List<Try>> tries() {
        Arbitrary<Try> order = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(Side.values()),
                        Arbitraries.longs().between(95, 105),
                        Arbitraries.longs().between(1, 20),
                        Arbitraries.frequency(
                                Tuple.of(5, TimeInForce.GTC),
                                Tuple.of(1, TimeInForce.IOC),
                                Tuple.of(2, TimeInForce.FOK),
                                Tuple.of(1, TimeInForce.POST_ONLY)),
                        Arbitraries.of(SelfTrade.values()))
                .as(Offer::new);
        Arbitrary<Try> atMarket = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(Side.values()),
                        Arbitraries.longs().between(95, 105),
                        Arbitraries.longs().between(1, 40),
                        Arbitraries.of(SelfTrade.values()))
                .as(AtMarket::new);
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 1_000);
        Arbitrary<Try> reduce =
                Combinators.combine(number, Arbitraries.longs().between(1, 19)).as(Reduce::new);
        Arbitrary<Try> withdraw =
                Combinators.combine(number, Arbitraries.of(true, false)).as(Withdraw::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(7, order), Tuple.of(2, atMarket), Tuple.of(2, reduce), Tuple.of(1, withdraw))
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }
}
