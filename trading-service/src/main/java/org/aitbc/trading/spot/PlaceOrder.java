package org.aitbc.trading.spot;

import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.TradeLedger;
import org.aitbc.domain.payment.TradeLedger.*;
import org.aitbc.starter.idempotent.IdempotencyKey;
import org.aitbc.starter.request.IdempotencyHeader;
import org.aitbc.trading.book.Command.Place;
import org.aitbc.trading.book.Order.*;
import org.aitbc.trading.matching.*;
import org.aitbc.trading.matching.Market.Money;
import org.aitbc.trading.matching.Matcher.*;
import org.aitbc.trading.spot.SpotOrders.SpotOrder;
import org.jspecify.annotations.Nullable;
import org.slf4j.*;
import org.springframework.stereotype.Component;

/** Places an order: what it may cost is reserved first, under the order's own id, and released where it is not placed. */
@Component
record PlaceOrder(
        SpotOrders orders, Reserves reserves, Matchers matchers, TradeLedger ledger, ReserveSweep reserveSweep) {

    private static final Logger LOG = LoggerFactory.getLogger(PlaceOrder.class);

    /**
     * @param type {@code limit} where not said; a market order fills at once within the band around the last price
     * @param price of a limit order
     * @param quantity of a limit order, and of a market order that sells
     * @param quoteQuantity what a market order that buys may cost
     * @param validUntil when what is left of an order that rests expires
     * @param clientOrderId a repetition with the same is answered with the order that has it
     * @param timeInForce {@code gtc} where not said
     * @param selfTradePrevention {@code expire_taker} where not said
     */
    record OrderCreateRequest(
            @NotBlank String market,
            @Nullable OrderType type,
            @NotNull Side side,

            @Nullable @DecimalMin(value = "0", inclusive = false) @Digits(integer = 12, fraction = 8)
            BigDecimal price,

            @Nullable @DecimalMin(value = "0", inclusive = false) @Digits(integer = 12, fraction = 8)
            BigDecimal quantity,

            @Nullable @DecimalMin(value = "0", inclusive = false) @Digits(integer = 12, fraction = 8)
            BigDecimal quoteQuantity,

            @Nullable TimeInForce timeInForce,
            @Nullable Instant validUntil,
            @Nullable SelfTrade selfTradePrevention,

            @Nullable @Pattern(regexp = "[A-Za-z0-9_.:-]{1,64}")
            String clientOrderId) {

        OrderCreateRequest {
            validUntil = validUntil == null ? null : validUntil.truncatedTo(ChronoUnit.MICROS);
        }

        Place command(Market of, UUID id, String owner) {
            boolean isMarket = type == OrderType.MARKET;
            boolean hasBudget = isMarket && side == Side.BUY;
            TimeInForce force = timeInForce == null ? isMarket ? TimeInForce.IOC : TimeInForce.GTC : timeInForce;
            refuse("price", isMarket ? price : null);
            refuse("quantity", hasBudget ? quantity : null);
            refuse("quote_quantity", hasBudget ? null : quoteQuantity);
            refuse("time_in_force", isMarket && force != TimeInForce.IOC ? force : null);
            refuse("valid_until", force == TimeInForce.IOC || force == TimeInForce.FOK ? validUntil : null);
            return new Place(
                    id,
                    owner,
                    isMarket ? OrderType.MARKET : OrderType.LIMIT,
                    side,
                    isMarket ? 0 : of.ticks(require("price", price)),
                    hasBudget
                            ? of.budget(require("quote_quantity", quoteQuantity))
                            : of.lots(require("quantity", quantity)),
                    force,
                    selfTradePrevention == null ? SelfTrade.EXPIRE_TAKER : selfTradePrevention);
        }

        private static BigDecimal require(String field, @Nullable BigDecimal value) {
            Invalid.when(value == null, "VALIDATION_ERROR", field + ": must not be null");
            return Objects.requireNonNull(value);
        }

        private static void refuse(String field, @Nullable Object value) {
            String rule = ": must not be given with an order of this kind";
            Invalid.when(value != null, "VALIDATION_ERROR", field + rule);
        }
    }

    SpotOrder place(String owner, Market market, OrderCreateRequest request) {
        Place place = request.command(market, Ids.next(), owner);
        Money cost = market.cost(place);
        if (place.side() == Side.BUY) {
            market.requireNotional(cost.amount());
        } else if (place.type() == OrderType.LIMIT) {
            market.requireNotional(market.notional(place.price(), place.quantity()));
        }
        String name = request.clientOrderId();
        Optional<SpotOrder> before = name == null ? Optional.empty() : orders.named(owner, name);
        if (before.isPresent()) {
            return same(place, request, market, before.get());
        }
        long since = System.nanoTime();
        try {
            reserves.reserve(new Reserve(place.order(), owner, cost.currency(), cost.amount()));
        } catch (PaymentRequired empty) {
            if (name == null) {
                throw empty;
            }
            // perhaps by the order itself, which was placed meanwhile or is being placed; looked at in this order
            boolean mayBePlacing = reserveSweep.mayBePlacing(owner);
            return orders.named(owner, name)
                    .map(placed -> same(place, request, market, placed))
                    .orElseThrow(() -> mayBePlacing
                            ? new Unavailable("SERVICE_UNAVAILABLE", "an order is still being placed; repeat this one")
                            : empty);
        }
        Outcome outcome = submit(market, new Submission(place, name, request.validUntil(), since), place.order());
        if (outcome.order() != null) {
            return SpotOrder.placed(market, outcome.order(), request, outcome.at());
        }
        release(place.order());
        if (outcome.repeated() != null) {
            return same(place, request, market, orders.require(owner, outcome.repeated()));
        }
        throw Objects.requireNonNull(outcome.refused());
    }

    private Outcome submit(Market market, Submission submission, UUID order) {
        try {
            return matchers.of(market).submit(submission);
        } catch (Invalid refused) {
            release(order);
            throw refused;
        } catch (Unavailable e) {
            // of any other the outcome is unknown
            if (e.code().equals("OVERLOADED")) {
                release(order);
            }
            throw e;
        }
    }

    /** Where it fails, {@link ReserveSweep} makes up for it. */
    private void release(UUID reserve) {
        try {
            ledger.move(new Moves(List.of(releaseOf(reserve))));
        } catch (DomainException later) {
            LOG.debug("{} is released later: {}", reserve, later.getMessage());
        }
    }

    /** Gives back what was reserved for an order that does not exist. */
    static Move releaseOf(UUID reserve) {
        return new Move(
                IdempotencyKey.named("unused reserve\n" + reserve), Ids.text(reserve), List.of(), List.of(reserve));
    }

    private static SpotOrder same(Place place, OrderCreateRequest request, Market market, SpotOrder before) {
        boolean isSame = before.market().equals(market.id())
                && before.type() == place.type()
                && before.side() == place.side()
                && before.timeInForce() == place.timeInForce()
                && before.selfTradePrevention() == place.selfTrade()
                && Objects.equals(before.validUntil(), request.validUntil())
                && equal(before.price(), request.price())
                && equal(before.quoteQuantity(), request.quoteQuantity())
                && (place.hasBudget() || equal(before.quantity(), request.quantity()));
        if (!isSame) {
            throw IdempotencyHeader.reused();
        }
        return before;
    }

    private static boolean equal(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other == null : other != null && one.compareTo(other) == 0;
    }
}
