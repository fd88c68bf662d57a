package org.aitbc.trading.spot;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import java.util.function.Function;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.docs.Refusal;
import org.aitbc.starter.paging.*;
import org.aitbc.trading.book.Command;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.matching.*;
import org.aitbc.trading.spot.PlaceOrder.OrderCreateRequest;
import org.aitbc.trading.spot.SpotOrders.*;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/trading")
@Tag(name = "spot")
record OrderController(Markets markets, Matchers matchers, SpotOrders orders, PlaceOrder placeOrder) {

    /** @param quantity of the whole order, below what it was and above what is done of it */
    record OrderAmendRequest(
            @NotNull @DecimalMin(value = "0", inclusive = false) @Digits(integer = 12, fraction = 8)
            BigDecimal quantity) {}

    record Cancelled(int cancelled) {}

    @PostMapping("/orders")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Place a limit or market order; what it may cost is reserved. One that may not rest, or finds"
                    + " nothing to take, is answered with status expired")
    @Refusal(status = 402, when = "Funds are insufficient.")
    @Refusal(
            status = 409,
            when = "The market is halted, has enough orders of yours, or no last price for a market order.")
    @Refusal(status = 503, when = "The outcome is unknown: ask by client_order_id, or repeat with it.")
    SpotOrder place(Caller caller, @Valid @RequestBody OrderCreateRequest request) {
        return placeOrder.place(caller.subject(), markets.require(request.market()), request);
    }

    @GetMapping("/orders")
    @Operation(summary = "The caller's orders, newest first")
    Slice<SpotOrder> list(
            Caller caller, @Valid @ParameterObject Filter filter, @PageLimits(value = 50, max = 100) Page page) {
        return orders.list(caller.subject(), filter, page);
    }

    @GetMapping("/orders/{id}")
    @Operation(summary = "An order of the caller")
    SpotOrder find(Caller caller, @PathVariable UUID id) {
        return orders.require(caller.subject(), id);
    }

    @PatchMapping("/orders/{id}")
    @Operation(summary = "Reduce an open order, which keeps its place; what is not needed any more is released")
    @Refusal(status = 409, when = "The order is not open.")
    SpotOrder amend(Caller caller, @PathVariable UUID id, @Valid @RequestBody OrderAmendRequest request) {
        return change(caller, id, market -> new Amend(id, market.lots(request.quantity())));
    }

    @DeleteMapping("/orders/{id}")
    @Operation(summary = "Cancel an open order, also while its market is halted")
    @Refusal(status = 409, when = "The order is not open.")
    SpotOrder cancel(Caller caller, @PathVariable UUID id) {
        return change(caller, id, _ -> new Cancel(id));
    }

    @DeleteMapping("/orders")
    @Operation(summary = "Cancel all open orders of the caller on a market")
    Cancelled cancelAll(Caller caller, @RequestParam String market) {
        List<Cancel> cancels =
                orders.open(caller.subject(), market).stream().map(Cancel::new).toList();
        return new Cancelled((int) matchers.of(markets.require(market)).submitAll(cancels).stream()
                .filter(outcome -> outcome.refused() == null)
                .count());
    }

    @GetMapping("/fills")
    @Operation(summary = "The caller's fills with their fees, newest first")
    List<SpotFill> fills(
            Caller caller,
            @RequestParam @Nullable String market,
            @RequestParam @Nullable UUID order,
            @PageLimits(value = 50, max = 100) Page page) {
        return orders.fills(caller.subject(), market, order, page);
    }

    @GetMapping("/prevented-matches")
    @Operation(summary = "Trades that were not made since both orders are the caller's, newest first")
    List<PreventedMatch> preventedMatches(
            Caller caller, @RequestParam @Nullable String market, @PageLimits(value = 50, max = 100) Page page) {
        return orders.prevented(caller.subject(), market, page);
    }

    private SpotOrder change(Caller caller, UUID id, Function<Market, Command> command) {
        Market market = markets.require(orders.require(caller.subject(), id).market());
        matchers.of(market).make(command.apply(market));
        return orders.require(caller.subject(), id);
    }
}
