package org.aitbc.trading.compute;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.docs.Refusal;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.jpa.Where;
import org.aitbc.starter.paging.*;
import org.aitbc.trading.compute.ComputeBook.FreeTime;
import org.aitbc.trading.compute.ComputeOrder.*;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/trading/compute")
@Tag(name = "compute")
record ComputeController(
        ManageComputeOrders manageComputeOrders,
        ComputeOrders orders,
        ComputeFills fills,
        DatabaseClock clock,
        JdbcClient jdbc) {

    /**
     * @param lowestAsk AITBC an hour, as highestBid and lastPrice; null where there is none
     * @param lastPrice of the last block that was booked
     */
    record ComputeClass(
            String gpuClass,
            String model,
            BigDecimal memoryGb,
            int asks,
            int bids,
            @Nullable BigDecimal lowestAsk,
            @Nullable BigDecimal highestBid,
            @Nullable BigDecimal lastPrice) {}

    /** @param pricePerHour AITBC, as total; both null where nothing fits */
    record ComputeQuote(
            String gpuClass,
            BigDecimal hours,
            @Nullable BigDecimal pricePerHour,
            @Nullable BigDecimal total,
            @Nullable Instant startsAt) {}

    /** @param free time that is left of an ask */
    record ComputeEntry(
            @JsonUnwrapped ComputeOrderRequest terms,
            @Nullable BigDecimal maxHours,
            List<FreeTime> free) {}

    /** The best first, 100 of each at most. */
    record ComputeDepth(String gpuClass, List<ComputeEntry> asks, List<ComputeEntry> bids) {}

    /** @param fills the newest first, 100 at most */
    record OrderWithFills(@JsonUnwrapped ComputeOrder order, List<ComputeFill> fills) {}

    @GetMapping("/classes")
    @Operation(
            summary = "Classes of GPUs whose hours are traded in blocks",
            description = "Those of most traders with open orders first, 500 at most.")
    List<ComputeClass> classes() {
        return jdbc.sql("""
            select c.id as gpu_class, c.model, trim_scale(c.memory_gb) as memory_gb,
              count(*) filter (where o.side = 'ask') as asks, count(*) filter (where o.side = 'bid') as bids,
              trim_scale(min(o.price_per_hour) filter (where o.side = 'ask')) as lowest_ask,
              trim_scale(max(o.price_per_hour) filter (where o.side = 'bid')) as highest_bid,
              trim_scale(c.last_price) as last_price
            from trading.compute_class c
            left join trading.compute_order o on o.gpu_class = c.id and o.status = 'open' and o.not_after > ?
            group by c.id order by count(distinct o.owner) desc, c.id limit 500\
            """).param(clock.now()).query(ComputeClass.class).list();
    }

    @GetMapping("/quote")
    @Operation(
            summary = "What a block would cost now, and when it would begin; without obligation",
            description =
                    "Nothing is held or kept. The 5000 cheapest asks are looked at. Without times the block begins within"
                            + " 30 days.")
    ComputeQuote quote(
            @RequestParam @Size(max = 200) String gpuClass,
            @RequestParam @Positive @DecimalMax("720") @Digits(integer = 3, fraction = 2) BigDecimal hours,
            @RequestParam @Nullable String notBefore,
            @RequestParam @Nullable String notAfter,
            @RequestParam @Nullable String region) {
        manageComputeOrders.requireClass(gpuClass);
        Instant now = clock.now();
        ComputeOrderRequest wanted = new ComputeOrderRequest(
                        Side.BID,
                        null,
                        gpuClass,
                        hours,
                        ComputeOrder.HIGHEST_PRICE,
                        Times.parse("not_before", notBefore),
                        Objects.requireNonNullElse(Times.parse("not_after", notAfter), now.plus(ComputeOrder.AHEAD)),
                        region)
                .check(now);
        return manageComputeOrders
                .find(gpuClass, wanted, now)
                .map(block -> {
                    BigDecimal price = block.ask().terms.pricePerHour();
                    BigDecimal total = Amounts.normalized(Amounts.rounded(price.multiply(hours)));
                    return new ComputeQuote(gpuClass, hours, price, total, block.start());
                })
                .orElseGet(() -> new ComputeQuote(gpuClass, hours, null, null, null));
    }

    @GetMapping("/{gpuClass}/book")
    @Operation(summary = "Open asks of a class with the time that is left of them, and open bids, without names")
    ComputeDepth book(@PathVariable String gpuClass) {
        manageComputeOrders.requireClass(gpuClass);
        Instant now = clock.now();
        ComputeBook book = manageComputeOrders.book(gpuClass, 100, now);
        return new ComputeDepth(
                gpuClass,
                book.asks.stream()
                        .map(one -> new ComputeEntry(one.terms, one.maxHours, book.free(one, now)))
                        .toList(),
                book.bids.stream()
                        .map(one -> new ComputeEntry(one.terms, null, List.of()))
                        .toList());
    }

    @PostMapping("/orders")
    @ResponseStatus(HttpStatus.CREATED)
    @TakesIdempotencyKey
    @Operation(
            summary = "Offer time of one's GPU in blocks (ask), or seek one block (bid), whose money is held",
            description =
                    "A bid is matched whole or not at all, with the cheapest ask that has the time, at the price of the"
                            + " order that was there first. A block is booked when it begins, or within ten minutes; what"
                            + " the market refuses leaves the bid and its money in their old place.")
    @Refusal(status = 402, when = "Funds are insufficient.")
    @Refusal(status = 409, when = "The GPU has an open ask already, or 100 orders are open.")
    ComputeOrder place(Caller caller, @Valid @RequestBody ComputeOrderRequest request) {
        return manageComputeOrders.place(caller, request);
    }

    @GetMapping("/orders")
    @Operation(summary = "The caller's asks and bids, newest first")
    Slice<ComputeOrder> list(
            Caller caller,
            @RequestParam @Nullable Side side,
            @RequestParam @Nullable Status status,
            @PageLimits(max = 100, value = 50) Page page) {
        return orders.page(
                page,
                new Where<ComputeOrder>()
                        .equal("owner", caller.subject())
                        .equal("terms.side", side)
                        .equal("status", status));
    }

    @GetMapping("/orders/{id}")
    @Operation(summary = "An ask or bid of the caller, with its blocks and the bookings that they became")
    OrderWithFills find(Caller caller, @PathVariable UUID id) {
        return new OrderWithFills(manageComputeOrders.requireOwn(caller, id), fills.of(id));
    }

    @DeleteMapping("/orders/{id}")
    @Operation(summary = "Cancel an open ask or bid; a bid's money goes back, blocks that were sold stay sold")
    @Refusal(status = 409, when = "It is matched, or has ended.")
    ComputeOrder cancel(Caller caller, @PathVariable UUID id) {
        return manageComputeOrders.cancel(caller, id);
    }
}
