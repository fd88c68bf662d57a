package org.aitbc.trading.matching;

import java.math.*;
import java.util.*;
import java.util.stream.Stream;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.domain.payment.TradeLedger.*;
import org.aitbc.starter.idempotent.IdempotencyKey;
import org.aitbc.trading.book.*;
import org.aitbc.trading.book.Command.Fees;
import org.aitbc.trading.book.Effects.Fill;
import org.aitbc.trading.book.Order.Side;
import org.aitbc.trading.matching.Market.Money;
import org.jspecify.annotations.Nullable;

/**
 * A fill with what it moves: goods in the base currency for a price in the quote currency, each less the fee of the side that
 * receives it. Fees are rounded down.
 */
record Trade(Fill fill, Order buyer, Order seller, Side takerSide, BigDecimal buyerFee, BigDecimal sellerFee) {

    static Trade of(Market market, Fees fees, Effects effects, Fill fill) {
        Order maker = Objects.requireNonNull(effects.orders().get(fill.maker()));
        Order taker = Objects.requireNonNull(effects.orders().get(fill.taker()));
        boolean buys = taker.side() == Side.BUY;
        return new Trade(
                fill,
                buys ? taker : maker,
                buys ? maker : taker,
                taker.side(),
                fee(market.quantity(fill.quantity()), buys ? fees.taker() : fees.maker()),
                fee(market.notional(fill.price(), fill.quantity()), buys ? fees.maker() : fees.taker()));
    }

    private static BigDecimal fee(BigDecimal received, BigDecimal rate) {
        return received.multiply(rate).setScale(8, RoundingMode.DOWN);
    }

    /** What a command moves in the ledger, as one posting; null where it moves nothing. */
    static @Nullable Move move(Market market, long seq, List<Trade> trades, Effects effects) {
        List<Draw> draws = new ArrayList<>();
        trades.forEach(trade -> trade.draw(market, draws));
        effects.reductions().forEach(reduction -> {
            Order order = Objects.requireNonNull(effects.orders().get(reduction.order()));
            // what ends gives all back by itself
            if (order.isOpen()) {
                Money less = market.cost(order.side(), order.price(), reduction.quantity());
                draws.add(new Draw(order.id(), less.currency(), List.of(new Share(order.owner(), less.amount()))));
            }
        });
        List<UUID> ended = effects.orders().values().stream()
                .filter(order -> !order.isOpen())
                .map(Order::id)
                .toList();
        String reference = market.id() + ":" + seq;
        return draws.isEmpty() && ended.isEmpty() ? null : new Move(posting(market, seq), reference, draws, ended);
    }

    /** The ledger's posting of a command. */
    static UUID posting(Market market, long seq) {
        return IdempotencyKey.named("trade\n" + market.id() + "\n" + seq);
    }

    private void draw(Market market, List<Draw> draws) {
        BigDecimal price = market.notional(fill.price(), fill.quantity());
        // what is left of a budget comes back as it ends
        BigDecimal limit = buyer.place().hasBudget() ? price : market.notional(buyer.price(), fill.quantity());
        BigDecimal goods = market.quantity(fill.quantity());
        draws.add(new Draw(
                buyer.id(),
                market.quote(),
                shares(
                        new Share(seller.owner(), price.subtract(sellerFee)),
                        new Share(MoneyHolds.NETWORK, sellerFee),
                        // a price that is better than the limit
                        new Share(buyer.owner(), limit.subtract(price)))));
        draws.add(new Draw(
                seller.id(),
                market.base(),
                shares(new Share(buyer.owner(), goods.subtract(buyerFee)), new Share(MoneyHolds.NETWORK, buyerFee))));
    }

    private static List<Share> shares(Share... shares) {
        return Stream.of(shares).filter(share -> share.amount().signum() > 0).toList();
    }
}
