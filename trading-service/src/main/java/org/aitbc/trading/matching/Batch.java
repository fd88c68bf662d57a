package org.aitbc.trading.matching;

import java.time.*;
import java.util.*;
import java.util.function.Function;
import org.aitbc.domain.error.*;
import org.aitbc.domain.payment.TradeLedger.Move;
import org.aitbc.trading.book.*;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.book.Effects.*;
import org.aitbc.trading.book.Order.*;
import org.aitbc.trading.matching.JournalTables.Head;
import org.aitbc.trading.matching.Matcher.*;
import org.jspecify.annotations.Nullable;

/** Takes the commands of one transaction, one after the other; its fields are what is to be written then. */
final class Batch {

    private static final Duration LONGEST = Duration.ofDays(366);

    record Named(String owner, String clientOrderId) {}

    /** What a command led to, with its place in the journal and its number among those. */
    record Numbered<T>(long seq, int n, T of) {}

    private final Market market;
    private final Book book;
    final Instant at;
    private final Fees governed;
    private final Function<Move, String> json;
    private final Map<Named, UUID> named;
    final List<JournalEntry> entries = new ArrayList<>();
    final List<String> previousHashes = new ArrayList<>();
    /** Those that changed, as they are at the end. */
    final Map<UUID, Order> orders = new LinkedHashMap<>();
    /** The submissions of the orders that this batch places, by order. */
    final Map<UUID, Submission> placed = new HashMap<>();

    final List<Numbered<Trade>> trades = new ArrayList<>();
    final List<Numbered<Prevented>> prevented = new ArrayList<>();
    /** As JSON. */
    final List<Numbered<String>> moves = new ArrayList<>();

    long seq;
    String hash;

    @Nullable
    String halted;

    @Nullable
    Long lastPrice;

    Fees fees;

    /**
     * @param governed the fees that count now
     * @param named orders that have names which are used here, from before
     */
    Batch(Market market, Book book, Head head, Fees governed, Map<Named, UUID> named, Function<Move, String> json) {
        this.market = market;
        this.book = book;
        this.at = head.now();
        this.governed = governed;
        this.json = json;
        this.named = new HashMap<>(named);
        this.seq = head.seq();
        this.hash = head.hash();
        this.halted = head.halted();
        this.lastPrice = head.lastPrice();
        this.fees = head.fees();
    }

    Outcome take(Submission submission) {
        try {
            Named name = submission.name();
            UUID before = name == null ? null : named.get(name);
            if (before != null) {
                return new Outcome(null, at, before, null);
            }
            Command command = checked(submission);
            if (command instanceof Place place) {
                placed.put(place.order(), submission);
                if (name != null) {
                    named.put(name, place.order());
                }
                if (!fees.equals(governed)) {
                    apply(governed);
                }
            }
            return new Outcome(apply(command), at, null, null);
        } catch (DomainException refused) {
            return new Outcome(null, at, null, refused);
        }
    }

    private Command checked(Submission submission) {
        switch (submission.command()) {
            case Place place -> {
                return checkedPlace(place, submission);
            }
            case Amend(UUID id, long quantity) -> {
                if (!open(id).canReduceTo(quantity)) {
                    throw new Invalid(
                            "AMEND_ONLY_REDUCES", "quantity: must be below the order's and above what is done of it");
                }
            }
            case Cancel(UUID id) -> open(id);
            case Expire(UUID id) -> open(id);
            case Halt _, Resume _, Fees _ -> {}
        }
        return submission.command();
    }

    private Place checkedPlace(Place place, Submission submission) {
        if (System.nanoTime() - submission.since() > Matcher.RESERVED_LONG_AGO.toNanos()) {
            throw new Unavailable("OVERLOADED", "the order waited too long and was not placed; try again");
        }
        Conflict.when(
                halted != null, "MARKET_HALTED", "the market is halted: orders can be reduced and cancelled only");
        Instant until = submission.validUntil();
        if (until != null && (!until.isAfter(at) || until.isAfter(at.plus(LONGEST)))) {
            throw new Invalid("VALIDATION_ERROR", "valid_until: must be in the next 366 days");
        }
        boolean mayRest = place.timeInForce() == TimeInForce.GTC || place.timeInForce() == TimeInForce.POST_ONLY;
        Conflict.when(
                mayRest && book.openOrdersOf(place.owner()) >= market.maxOpenOrders(),
                "TOO_MANY_ORDERS",
                "a market takes " + market.maxOpenOrders() + " open orders of a principal");
        Long last = lastPrice;
        if (place.type() == OrderType.MARKET) {
            return bounded(place, last);
        }
        if (last != null && isFar(place, last) && book.takes(place.side(), place.price())) {
            throw new Invalid(
                    "PRICE_BAND",
                    "price: is too far from the last price, "
                            + market.price(last).toPlainString());
        }
        return place;
    }

    /** Nobody said which price it accepts, so it stays in the band around the last one. */
    private Place bounded(Place place, @Nullable Long last) {
        if (last == null) {
            throw new Conflict("NO_LAST_PRICE", "nothing was traded here yet: place a limit order");
        }
        if (place.side() == Side.SELL) {
            market.requireNotional(market.notional(last, place.quantity()));
        }
        return place.within(place.side() == Side.BUY ? last * market.band() : Math.ceilDiv(last, market.band()));
    }

    /** To its owner's disadvantage only: a last price that a small trade has moved must keep nobody from trading. */
    private boolean isFar(Place place, long last) {
        return place.side() == Side.BUY ? place.price() > last * market.band() : place.price() * market.band() < last;
    }

    private Order open(UUID id) {
        Order order = book.find(id);
        if (order == null) {
            throw new Conflict("ORDER_CLOSED", "the order is not open any more");
        }
        return order;
    }

    /** The order that the command is about; null where it is about the market. */
    private @Nullable Order apply(Command command) {
        Effects effects = book.apply(++seq, command);
        JournalEntry entry = JournalEntry.after(hash, seq, at, command, effects.text());
        entries.add(entry);
        previousHashes.add(hash);
        hash = entry.hash();
        orders.putAll(effects.orders());
        List<Trade> made = new ArrayList<>();
        for (Fill fill : effects.fills()) {
            Trade trade = Trade.of(market, fees, effects, fill);
            made.add(trade);
            trades.add(new Numbered<>(seq, made.size(), trade));
            lastPrice = fill.price();
        }
        for (Prevented one : effects.prevented()) {
            prevented.add(new Numbered<>(seq, prevented.size() + 1, one));
        }
        Move move = Trade.move(market, seq, made, effects);
        if (move != null) {
            moves.add(new Numbered<>(seq, 1, json.apply(move)));
        }
        return switch (command) {
            case Place place -> effects.orders().get(place.order());
            case Amend amend -> effects.orders().get(amend.order());
            case Cancel cancel -> effects.orders().get(cancel.order());
            case Expire expire -> effects.orders().get(expire.order());
            case Halt(String reason) -> {
                halted = reason;
                yield null;
            }
            case Resume() -> {
                halted = null;
                yield null;
            }
            case Fees now -> {
                fees = now;
                yield null;
            }
        };
    }

    String ownerOf(UUID order) {
        return Objects.requireNonNull(orders.get(order)).owner();
    }
}
