package org.aitbc.trading.matching;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.stream.Stream;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.trading.book.*;
import org.aitbc.trading.book.Command.Place;
import org.aitbc.trading.book.Effects.Fill;
import org.aitbc.trading.book.Order.Side;

/** Does again what a market's journal says, and compares what it leads to. Also the source of the market's feed. */
public final class Replay {

    /** @param quantity at the price; zero where nothing is left */
    public record Level(Side side, BigDecimal price, BigDecimal quantity) {}

    public record Print(BigDecimal price, BigDecimal quantity, Side takerSide) {}

    /** What a command changed for those who look on. */
    public record Change(long seq, Instant at, List<Print> trades, List<Level> levels) {}

    private final Market market;
    private final Book book;
    private long seq;
    private String hash;

    /** From an open book, as it was at a place in the journal. */
    public Replay(Market market, List<Order> open, long seq, String hash) {
        this.market = market;
        this.book = new Book(open);
        this.seq = seq;
        this.hash = hash;
    }

    /** From nothing. */
    static Replay fromStart(Market market) {
        return new Replay(market, List.of(), 0, "00");
    }

    /** The journal, or what is stored with it, is not what its commands lead to. */
    public static final class Differs extends RuntimeException {

        private static final long serialVersionUID = 1;

        public Differs(String what) {
            super(what);
        }
    }

    /**
     * @throws Differs when the entry does not follow, or the command cannot be read or leads to something else
     * @throws IllegalStateException when the command is of no kind that is known here: a newer version may have written it
     */
    public Change take(JournalEntry entry) {
        if (entry.seq() != seq + 1) {
            throw new Differs("command " + entry.seq() + " follows command " + seq);
        }
        Command command = command(entry);
        Effects effects = apply(entry.seq(), command);
        if (!effects.text().equals(entry.effects())
                || !entry.hash(hash, effects.text()).equals(entry.hash())) {
            throw new Differs("command " + entry.seq() + " leads to something else");
        }
        seq = entry.seq();
        hash = entry.hash();
        Side taker = command instanceof Place place ? place.side() : Side.BUY;
        return new Change(
                seq,
                entry.at(),
                effects.fills().stream().map(fill -> print(fill, taker)).toList(),
                levels(effects));
    }

    private static Command command(JournalEntry entry) {
        try {
            return entry.toCommand();
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new Differs("command " + entry.seq() + " cannot be read: " + malformed.getMessage());
        }
    }

    private Effects apply(long next, Command command) {
        try {
            return book.apply(next, command);
        } catch (IllegalArgumentException impossible) {
            throw new Differs("command " + next + " cannot be: " + impossible.getMessage());
        }
    }

    public long seq() {
        return seq;
    }

    String hash() {
        return hash;
    }

    /** Open orders by their place in time. */
    public List<Order> open() {
        return Stream.of(Side.values())
                .flatMap(side -> book.orders(side).stream())
                .sorted((one, other) -> Long.compare(one.seq(), other.seq()))
                .toList();
    }

    /** Prices of a side with what they have, the best first. */
    public List<Level> depth(Side side, int most) {
        NavigableMap<Long, Long> lots = new TreeMap<>();
        book.orders(side).forEach(order -> lots.merge(order.price(), order.remaining(), Long::sum));
        return (side == Side.BUY ? lots.descendingMap() : lots)
                .entrySet().stream()
                        .limit(most)
                        .map(one -> level(side, one.getKey(), one.getValue()))
                        .toList();
    }

    private List<Level> levels(Effects effects) {
        Set<List<Object>> changed = new LinkedHashSet<>();
        List<Level> levels = new ArrayList<>();
        for (Order order : effects.orders().values()) {
            if (changed.add(List.of(order.side(), order.price()))) {
                levels.add(level(order.side(), order.price(), book.depth(order.side(), order.price())));
            }
        }
        return levels;
    }

    private Level level(Side side, long ticks, long lots) {
        return new Level(side, Amounts.normalized(market.price(ticks)), Amounts.normalized(market.quantity(lots)));
    }

    private Print print(Fill fill, Side taker) {
        return new Print(
                Amounts.normalized(market.price(fill.price())),
                Amounts.normalized(market.quantity(fill.quantity())),
                taker);
    }
}
