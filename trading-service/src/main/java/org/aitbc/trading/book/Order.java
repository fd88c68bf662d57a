package org.aitbc.trading.book;

import java.util.UUID;

/**
 * A limit order as it is after a command; {@code filled + prevented + cancelled + remaining() = quantity}.
 *
 * @param seq of the command that placed it, which is its place in time
 * @param price in ticks
 * @param quantity in lots, as it was placed
 * @param prevented what would have been traded with the owner's own orders
 * @param cancelled what was cancelled, amended away or expired
 */
public record Order(
        UUID id,
        long seq,
        String owner,
        Side side,
        long price,
        long quantity,
        TimeInForce timeInForce,
        SelfTrade selfTrade,
        long filled,
        long prevented,
        long cancelled,
        Status status) {

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

    static Order of(long seq, Command.Place place) {
        return new Order(
                place.order(),
                seq,
                place.owner(),
                place.side(),
                place.price(),
                place.quantity(),
                place.timeInForce(),
                place.selfTrade(),
                0,
                0,
                0,
                Status.NEW);
    }

    public long remaining() {
        return quantity - filled - prevented - cancelled;
    }

    public boolean isOpen() {
        return remaining() > 0;
    }

    /** Whether an amendment to this quantity takes something away and leaves something. */
    public boolean canReduceTo(long wanted) {
        return wanted < quantity - cancelled && wanted > filled + prevented;
    }

    /** Whether it would trade at this price of the other side. */
    boolean accepts(long other) {
        return side == Side.BUY ? other <= price : other >= price;
    }

    Order fill(long lots) {
        return with(filled + lots, prevented, cancelled, lots == remaining() ? Status.FILLED : Status.PARTIALLY_FILLED);
    }

    Order prevent(long lots) {
        return with(filled, prevented + lots, cancelled, lots == remaining() ? Status.EXPIRED_IN_MATCH : status);
    }

    Order reduceTo(long wanted) {
        return with(filled, prevented, quantity - wanted, status);
    }

    Order end(Status how) {
        return with(filled, prevented, cancelled + remaining(), how);
    }

    private Order with(long nowFilled, long nowPrevented, long nowCancelled, Status now) {
        return new Order(
                id,
                seq,
                owner,
                side,
                price,
                quantity,
                timeInForce,
                selfTrade,
                nowFilled,
                nowPrevented,
                nowCancelled,
                now);
    }
}
