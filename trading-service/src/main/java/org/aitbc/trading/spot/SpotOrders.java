package org.aitbc.trading.spot;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.starter.paging.*;
import org.aitbc.trading.book.Command.Place;
import org.aitbc.trading.book.Order;
import org.aitbc.trading.book.Order.*;
import org.aitbc.trading.matching.Market;
import org.aitbc.trading.spot.PlaceOrder.OrderCreateRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Orders and their fills as they are committed. */
@Component
record SpotOrders(JdbcClient jdbc) {

    private static final String SELECT = """
        select o.id, o.market, o.client_order_id, o.type, o.side, case when o.type = 'limit' then o.price * m.tick end as price,
          o.quantity * m.lot as quantity, o.budget * m.tick * m.lot as quote_quantity, o.time_in_force, o.valid_until, o.self_trade as self_trade_prevention, o.filled * m.lot as filled_quantity,
          o.prevented * m.lot as prevented_quantity, o.cancelled * m.lot as cancelled_quantity,
          o.remaining * m.lot as remaining_quantity, o.status, o.created_at, o.updated_at
        from trading.spot_order o join trading.market m on m.id = o.market
        where
        """;

    private static final String FILLS = """
        select f.market, f.seq, f.n, case when (f.buyer = :owner) = (f.taker_side = 'buy') then f.taker else f.maker end as order_id,
          case when f.buyer = :owner then 'buy' else 'sell' end as side,
          case when (f.buyer = :owner) = (f.taker_side = 'buy') then 'taker' else 'maker' end as role,
          f.price * m.tick as price, f.quantity * m.lot as quantity, f.price * m.tick * f.quantity * m.lot as notional,
          case when f.buyer = :owner then f.buyer_fee else f.seller_fee end as fee,
          case when f.buyer = :owner then m.base else m.quote end as fee_currency, f.at,
          not exists (select from trading.move w where w.market = f.market and w.seq = f.seq) as settled
        from trading.fill f join trading.market m on m.id = f.market
        where (f.buyer = :owner or f.seller = :owner) and (:market::text is null or f.market = :market)
          and (:order::uuid is null or f.maker = :order or f.taker = :order)
        order by f.at desc, f.market, f.seq desc, f.n desc limit :limit offset :offset\
        """;

    private static final String PREVENTED = """
        select p.market, p.seq, p.n, p.maker as maker_order_id, p.taker as taker_order_id, p.price * m.tick as price,
          p.quantity * m.lot as quantity, p.at
        from trading.prevented_match p join trading.market m on m.id = p.market
        where p.owner = :owner and (:market::text is null or p.market = :market)
        order by p.at desc, p.market, p.seq desc, p.n desc limit :limit offset :offset\
        """;

    /**
     * An order as its owner sees it.
     *
     * @param price null for a market order
     * @param quantity as it was placed; what it got where it had a budget
     * @param quoteQuantity what a market order might cost that buys
     * @param preventedQuantity what would have traded with the owner's own orders
     * @param cancelledQuantity what was cancelled, amended away or expired
     */
    record SpotOrder(
            UUID id,
            String market,
            @Nullable String clientOrderId,
            OrderType type,
            Side side,
            @Nullable BigDecimal price,
            BigDecimal quantity,
            @Nullable BigDecimal quoteQuantity,
            TimeInForce timeInForce,
            @Nullable Instant validUntil,
            SelfTrade selfTradePrevention,
            BigDecimal filledQuantity,
            BigDecimal preventedQuantity,
            BigDecimal cancelledQuantity,
            BigDecimal remainingQuantity,
            Status status,
            Instant createdAt,
            Instant updatedAt) {

        static SpotOrder placed(Market market, Order order, OrderCreateRequest request, Instant at) {
            Place place = order.place();
            return new SpotOrder(
                    order.id(),
                    market.id(),
                    request.clientOrderId(),
                    place.type(),
                    place.side(),
                    normalized(request.price()),
                    lots(market, order.quantity()),
                    normalized(request.quoteQuantity()),
                    place.timeInForce(),
                    request.validUntil(),
                    place.selfTrade(),
                    lots(market, order.filled()),
                    lots(market, order.prevented()),
                    lots(market, order.cancelled()),
                    lots(market, order.remaining()),
                    order.status(),
                    at,
                    at);
        }

        private static @Nullable BigDecimal normalized(@Nullable BigDecimal amount) {
            return amount == null ? null : Amounts.normalized(amount);
        }

        private static BigDecimal lots(Market market, long lots) {
            return Amounts.normalized(market.quantity(lots));
        }
    }

    /** @param open whether something of it is left to be filled */
    record Filter(
            @Nullable String market,
            @Nullable Status status,
            @Nullable Boolean open,
            @Nullable String clientOrderId) {}

    enum LiquidityRole {
        MAKER,
        TAKER
    }

    /**
     * A fill as one of its sides sees it.
     *
     * @param seq of the command in the market's journal, whose ledger posting has the reference {@code MARKET:seq}
     * @param fee taken from what this side received
     * @param settled whether the money has moved
     */
    record SpotFill(
            String market,
            long seq,
            int n,
            UUID orderId,
            Side side,
            LiquidityRole role,
            BigDecimal price,
            BigDecimal quantity,
            BigDecimal notional,
            BigDecimal fee,
            String feeCurrency,
            Instant at,
            boolean settled) {}

    /** @param seq of the command in the market's journal that would have made the trade */
    record PreventedMatch(
            String market,
            long seq,
            int n,
            UUID makerOrderId,
            UUID takerOrderId,
            BigDecimal price,
            BigDecimal quantity,
            Instant at) {}

    /** @throws NotFound when there is none, or it is another's */
    SpotOrder require(String owner, UUID id) {
        return jdbc.sql(SELECT + "o.id = ? and o.owner = ?")
                .params(id, owner)
                .query(SpotOrder.class)
                .optional()
                .orElseThrow(() -> new NotFound("ORDER_NOT_FOUND", "you have no such order"));
    }

    Optional<SpotOrder> named(String owner, String clientOrderId) {
        return jdbc.sql(SELECT + "o.owner = ? and o.client_order_id = ?")
                .params(owner, clientOrderId)
                .query(SpotOrder.class)
                .optional();
    }

    /** Newest first. */
    Slice<SpotOrder> list(String owner, Filter filter, Page page) {
        String sql = SELECT + """
            o.owner = :owner and o.id < :below and (:market::text is null or o.market = :market)
              and (:status::text is null or o.status = :status)
              and (:clientOrderId::text is null or o.client_order_id = :clientOrderId)
              and (:open::boolean is null or (o.remaining > 0) = :open)
            order by o.id desc limit :limit + 1 offset :offset\
            """;
        List<SpotOrder> found = part(sql, owner, filter.market(), page)
                .paramSource(filter)
                .param("below", page.below())
                .query(SpotOrder.class)
                .list();
        return Slice.of(found, page, SpotOrder::id);
    }

    List<UUID> open(String owner, String market) {
        return jdbc.sql("select id from trading.spot_order where owner = ? and market = ? and remaining > 0 order by"
                        + " id")
                .params(owner, market)
                .query(UUID.class)
                .list();
    }

    List<PreventedMatch> prevented(String owner, @Nullable String market, Page page) {
        return part(PREVENTED, owner, market, page).query(PreventedMatch.class).list();
    }

    List<SpotFill> fills(String owner, @Nullable String market, @Nullable UUID order, Page page) {
        return part(FILLS, owner, market, page)
                .param("order", order)
                .query(SpotFill.class)
                .list();
    }

    private StatementSpec part(String sql, String owner, @Nullable String market, Page page) {
        return jdbc.sql(sql)
                .param("owner", owner)
                .param("market", market)
                .param("limit", page.rows())
                .param("offset", page.skipped());
    }
}
