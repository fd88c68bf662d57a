package org.aitbc.trading.spot;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.TradeLedger;
import org.aitbc.domain.payment.TradeLedger.Move;
import org.aitbc.domain.payment.TradeLedger.Moves;
import org.aitbc.domain.payment.TradeLedger.Reserve;
import org.aitbc.starter.idempotent.IdempotencyKey;
import org.aitbc.starter.request.IdempotencyHeader;
import org.aitbc.trading.book.Command.Place;
import org.aitbc.trading.book.Order.SelfTrade;
import org.aitbc.trading.book.Order.Side;
import org.aitbc.trading.book.Order.TimeInForce;
import org.aitbc.trading.spot.Market.Money;
import org.aitbc.trading.spot.Matcher.Outcome;
import org.aitbc.trading.spot.Matcher.Submission;
import org.aitbc.trading.spot.SpotOrders.SpotOrder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Places an order: what it may cost is reserved first, under the order's own id, and released where it is not placed. */
@Component
class PlaceOrder {

    private static final Logger LOG = LoggerFactory.getLogger(PlaceOrder.class);

    private static final BigDecimal MOST = new BigDecimal("1000000000000");

    private final SpotOrders orders;
    private final Reserves reserves;
    private final Matchers matchers;
    private final TradeLedger ledger;

    PlaceOrder(SpotOrders orders, Reserves reserves, Matchers matchers, TradeLedger ledger) {
        this.orders = orders;
        this.reserves = reserves;
        this.matchers = matchers;
        this.ledger = ledger;
    }

    /**
     * @param clientOrderId a repetition with the same is answered with the order that has it
     * @param timeInForce {@code gtc} where not said
     * @param selfTradePrevention {@code expire_taker} where not said
     */
    record OrderCreateRequest(
            @NotBlank String market,
            @NotNull Side side,

            @NotNull @DecimalMin(value = "0", inclusive = false) @Digits(integer = 12, fraction = 8)
            BigDecimal price,

            @NotNull @DecimalMin(value = "0", inclusive = false) @Digits(integer = 12, fraction = 8)
            BigDecimal quantity,

            @Nullable TimeInForce timeInForce,
            @Nullable SelfTrade selfTradePrevention,

            @Nullable @Pattern(regexp = "[A-Za-z0-9_.:-]{1,64}")
            String clientOrderId) {

        Place command(Market market, UUID id, String owner) {
            return new Place(
                    id,
                    owner,
                    side,
                    market.ticks(price),
                    market.lots(quantity),
                    timeInForce == null ? TimeInForce.GTC : timeInForce,
                    selfTradePrevention == null ? SelfTrade.EXPIRE_TAKER : selfTradePrevention);
        }
    }

    SpotOrder place(String owner, Market market, OrderCreateRequest request) {
        Place place = request.command(market, Ids.next(), owner);
        BigDecimal notional = market.notional(place.price(), place.quantity());
        if (notional.compareTo(market.minNotional()) < 0 || notional.compareTo(MOST) > 0) {
            throw new Invalid(
                    "MIN_NOTIONAL",
                    "quantity: price x quantity must be " + market.minNotional().toPlainString() + " to "
                            + MOST.toPlainString());
        }
        String name = request.clientOrderId();
        Optional<SpotOrder> before = name == null ? Optional.empty() : orders.named(owner, name);
        if (before.isPresent()) {
            return same(place, market, before.get());
        }
        long since = System.nanoTime();
        Money cost = market.cost(place.side(), place.price(), place.quantity());
        try {
            reserves.reserve(new Reserve(place.order(), owner, cost.currency(), cost.amount()));
        } catch (PaymentRequired empty) {
            // perhaps by the order itself, which was placed meanwhile
            return (name == null ? Optional.<SpotOrder>empty() : orders.named(owner, name))
                    .map(placed -> same(place, market, placed))
                    .orElseThrow(() -> empty);
        }
        Outcome outcome = submit(market, place, name, since);
        if (outcome.order() != null) {
            return SpotOrder.placed(market, outcome.order(), name, outcome.at());
        }
        release(place.order());
        if (outcome.repeated() != null) {
            return same(place, market, orders.require(owner, outcome.repeated()));
        }
        throw Objects.requireNonNull(outcome.refused());
    }

    private Outcome submit(Market market, Place place, @Nullable String name, long since) {
        try {
            return matchers.of(market).submit(new Submission(place, name, since));
        } catch (Invalid refused) {
            release(place.order());
            throw refused;
        } catch (Unavailable e) {
            // of any other the outcome is unknown
            if (e.code().equals("OVERLOADED")) {
                release(place.order());
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

    private static SpotOrder same(Place place, Market market, SpotOrder before) {
        boolean isSame = before.market().equals(market.id())
                && before.side() == place.side()
                && before.timeInForce() == place.timeInForce()
                && before.selfTradePrevention() == place.selfTrade()
                && market.ticks(before.price()) == place.price()
                && market.lots(before.quantity()) == place.quantity();
        if (!isSame) {
            throw IdempotencyHeader.reused();
        }
        return before;
    }
}
