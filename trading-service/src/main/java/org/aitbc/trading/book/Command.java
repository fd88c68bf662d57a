package org.aitbc.trading.book;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.trading.book.Order.*;

/** What changes a market. All that a command leads to follows from it and the commands before. */
public sealed interface Command {

    /**
     * @param price in ticks, the worst that the order accepts
     * @param quantity in lots; of a market order that buys it is a budget, in ticks of a lot
     */
    record Place(
            UUID order,
            String owner,
            OrderType type,
            Side side,
            long price,
            long quantity,
            TimeInForce timeInForce,
            SelfTrade selfTrade)
            implements Command {

        /** Of a limit order. */
        public Place(
                UUID order,
                String owner,
                Side side,
                long price,
                long quantity,
                TimeInForce timeInForce,
                SelfTrade selfTrade) {
            this(order, owner, OrderType.LIMIT, side, price, quantity, timeInForce, selfTrade);
        }

        public boolean hasBudget() {
            return type == OrderType.MARKET && side == Side.BUY;
        }

        /** The same, up to a price. */
        public Place within(long worst) {
            return new Place(order, owner, type, side, worst, quantity, timeInForce, selfTrade);
        }
    }

    /** Reduces an open order, which keeps its place. */
    record Amend(UUID order, long quantity) implements Command {}

    record Cancel(UUID order) implements Command {}

    /** The time of an order is over. */
    record Expire(UUID order) implements Command {}

    /** From here on nothing is placed; what is open can be reduced and cancelled. */
    record Halt(String reason) implements Command {}

    record Resume() implements Command {}

    /** What the owner of a resting order and that of a taking one pay of what they receive, from here on. */
    record Fees(BigDecimal maker, BigDecimal taker) implements Command {

        public Fees {
            maker = Amounts.normalized(maker);
            taker = Amounts.normalized(taker);
        }
    }
}
