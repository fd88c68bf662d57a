package org.aitbc.trading.book;

import java.util.UUID;
import org.aitbc.trading.book.Command.Place;

/**
 * An order as it is after a command; {@code filled + prevented + cancelled + remaining() = quantity}.
 *
 * @param seq of the command that placed it, which is its place in time
 * @param quantity in lots, as it was placed; where a budget was, what it bought so far and could buy at the last price
 * @param prevented what would have been traded with the owner's own orders
 * @param cancelled what was cancelled, amended away or expired
 * @param spent of a budget, in ticks of a lot
 */
public record Order(
        Place place, long seq, long quantity, long filled, long prevented, long cancelled, long spent, Status status) {

    public enum OrderType {
        LIMIT,
        /** Takes what is there near the last price; what is not filled at once expires. */
        MARKET
    }

    public enum Side {
        BUY,
        SELL;

        public Side opposite() {
            return this == BUY ? SELL : BUY;
        }
    }

    public enum TimeInForce {
        /** What is not filled at once rests until it is cancelled. */
        GTC,
        /** What is not filled at once expires. */
        IOC,
        /** Fills at once as a whole or not at all. */
        FOK,
        /** Expires if it would fill at once. */
        POST_ONLY
    }

    /** What happens where an order meets one of the same owner; the order that comes decides. */
    public enum SelfTrade {
        EXPIRE_TAKER,
        EXPIRE_MAKER,
        EXPIRE_BOTH,
        /** Both lose the smaller of the two quantities. */
        DECREMENT
    }

    public enum Status {
        NEW,
        PARTIALLY_FILLED,
        FILLED,
        CANCELLED,
        EXPIRED,
        EXPIRED_IN_MATCH
    }

    static Order of(long seq, Place place) {
        return new Order(place, seq, place.quantity(), 0, 0, 0, 0, Status.NEW);
    }

    public UUID id() {
        return place.order();
    }

    public String owner() {
        return place.owner();
    }

    public Side side() {
        return place.side();
    }

    public long price() {
        return place.price();
    }

    public long remaining() {
        return quantity - filled - prevented - cancelled;
    }

    public boolean isOpen() {
        return remaining() > 0;
    }

    /** Whether nothing ended it; of a budget something may be left that buys nothing. */
    boolean isUnfinished() {
        return status == Status.NEW || status == Status.PARTIALLY_FILLED;
    }

    /** Whether an amendment to this quantity takes something away and leaves something. */
    public boolean canReduceTo(long wanted) {
        return wanted < quantity - cancelled && wanted > filled + prevented;
    }

    /** Whether it would trade at this price of the other side. */
    boolean accepts(long other) {
        return side() == Side.BUY ? other <= price() : other >= price();
    }

    /** With the quantity that what is left of a budget buys at this price; it is done where that is nothing more. */
    Order at(long ticks) {
        if (!place.hasBudget()) {
            return this;
        }
        long lots = (place.quantity() - spent) / ticks;
        boolean done = lots == 0 && filled > 0;
        return with(filled + prevented + lots, filled, prevented, cancelled, spent, done ? Status.FILLED : status);
    }

    Order fill(long lots, long ticks) {
        Status now = lots == remaining() ? Status.FILLED : Status.PARTIALLY_FILLED;
        return with(quantity, filled + lots, prevented, cancelled, spentAlso(lots, ticks), now);
    }

    Order prevent(long lots, long ticks) {
        Status now = lots == remaining() ? Status.EXPIRED_IN_MATCH : status;
        return with(quantity, filled, prevented + lots, cancelled, spentAlso(lots, ticks), now);
    }

    Order reduceTo(long wanted) {
        return with(quantity, filled, prevented, quantity - wanted, spent, status);
    }

    Order end(Status how) {
        return place.hasBudget()
                ? with(filled + prevented, filled, prevented, 0, spent, how)
                : with(quantity, filled, prevented, cancelled + remaining(), spent, how);
    }

    private long spentAlso(long lots, long ticks) {
        return place.hasBudget() ? spent + lots * ticks : 0;
    }

    private Order with(
            long nowQuantity, long nowFilled, long nowPrevented, long nowCancelled, long nowSpent, Status now) {
        return new Order(place, seq, nowQuantity, nowFilled, nowPrevented, nowCancelled, nowSpent, now);
    }
}
