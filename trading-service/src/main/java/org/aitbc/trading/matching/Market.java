package org.aitbc.trading.matching;

import java.math.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.payment.Currency;
import org.aitbc.trading.book.Command.Place;
import org.aitbc.trading.book.Order.Side;

/**
 * A pair of currencies and its rules, which do not change. Amounts in the book are whole ticks and lots.
 *
 * @param band a limit is at most this many times the last price, and at least that part of it
 */
public record Market(
        String id,
        Currency base,
        Currency quote,
        BigDecimal tick,
        BigDecimal lot,
        BigDecimal minNotional,
        long band,
        int maxOpenOrders) {

    /** More would not be exact in a journal of 64 bits. */
    private static final long MOST = 1_000_000_000_000_000L;

    private static final BigDecimal MOST_NOTIONAL = new BigDecimal("1000000000000");

    public record Money(Currency currency, BigDecimal amount) {}

    public long ticks(BigDecimal price) {
        return whole(price, tick, "PRICE_TICK", "price: must be a multiple of ");
    }

    public long lots(BigDecimal quantity) {
        return whole(quantity, lot, "LOT_SIZE", "quantity: must be a multiple of ");
    }

    public BigDecimal price(long ticks) {
        return tick.multiply(BigDecimal.valueOf(ticks));
    }

    public BigDecimal quantity(long lots) {
        return lot.multiply(BigDecimal.valueOf(lots));
    }

    /** In the quote currency, exactly. */
    public BigDecimal notional(long ticks, long lots) {
        return price(ticks).multiply(quantity(lots)).setScale(8, RoundingMode.UNNECESSARY);
    }

    /** In ticks of a lot. */
    public long budget(BigDecimal amount) {
        return whole(amount, tick.multiply(lot), "LOT_SIZE", "quote_quantity: must be a multiple of ");
    }

    /** @throws Invalid when it is too little to be traded, or too much */
    public void requireNotional(BigDecimal notional) {
        if (notional.compareTo(minNotional) < 0 || notional.compareTo(MOST_NOTIONAL) > 0) {
            throw new Invalid(
                    "MIN_NOTIONAL",
                    "quantity: price x quantity must be " + minNotional.toPlainString() + " to "
                            + MOST_NOTIONAL.toPlainString());
        }
    }

    /** What an order may cost its owner. */
    public Money cost(Place place) {
        return place.hasBudget()
                ? new Money(quote, notional(1, place.quantity()))
                : cost(place.side(), place.price(), place.quantity());
    }

    /** What a part of a limit order may cost its owner. */
    public Money cost(Side side, long ticks, long lots) {
        return side == Side.BUY ? new Money(quote, notional(ticks, lots)) : new Money(base, quantity(lots));
    }

    private static long whole(BigDecimal amount, BigDecimal unit, String code, String detail) {
        BigDecimal[] parts = amount.divideAndRemainder(unit);
        if (parts[1].signum() != 0 || parts[0].compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw new Invalid(code, detail + unit.toPlainString());
        }
        return parts[0].longValueExact();
    }
}
