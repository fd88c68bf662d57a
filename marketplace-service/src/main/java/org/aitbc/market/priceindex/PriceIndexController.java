package org.aitbc.market.priceindex;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.market.priceindex.PriceIndex.*;
import org.aitbc.starter.paging.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/marketplace/price-index")
@Tag(name = "marketplace")
record PriceIndexController(PriceIndex index) {

    private static final int MAX_RECEIPTS = 10_000;

    /**
     * @param from start of the period
     * @param to end of the period
     * @param formula how a price comes from its receipts
     * @param prints hours with enough receipts, by their start
     */
    record Prices(@Nullable String model, Instant from, Instant to, String formula, List<PricePoint> prints) {}

    /**
     * @param start the hour, by its start
     * @param complete whether these are all receipts of the hour
     * @param receipts what its price was made from
     */
    record PricedReceipts(@Nullable String model, Instant start, boolean complete, List<PricedReceipt> receipts) {}

    @GetMapping
    @Operation(
            summary = "Get the price of a GPU hour, hour by hour",
            description =
                    "A trimmed mean over payers, from receipts whose payment was released. Jobs below a second and those of the worker's own owner do not count. Whole hours from..to, at most 92 days.")
    Prices prices(
            @RequestParam @Nullable String model,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to) {
        Instant end = Objects.requireNonNullElseGet(Times.parse("to", to), Instant::now);
        Instant start = Objects.requireNonNullElseGet(Times.parse("from", from), () -> end.minus(Duration.ofDays(7)))
                .truncatedTo(ChronoUnit.HOURS);
        boolean wrong = !start.isBefore(end) || start.plus(Duration.ofDays(92)).isBefore(end);
        Invalid.when(wrong, "VALIDATION_ERROR", "from: must be before to, by 92 days at most");
        String formula =
                "mean of each payer's sum(paid) / sum(ended_at - started_at in hours), weighed by these hours, at most 1 for each payer; without the (payers + 1) / 4 lowest and highest, rounded down";
        return new Prices(model, start, end, formula, index.prices(model, start, end));
    }

    @GetMapping("/receipts")
    @Operation(
            summary = "Get the receipts of an hour",
            description = "From these receipts anybody can calculate the price of the hour again.")
    PricedReceipts receipts(@RequestParam @Nullable String model, @RequestParam String start) {
        Instant hour = Objects.requireNonNull(Times.parse("start", start.isBlank() ? "?" : start))
                .truncatedTo(ChronoUnit.HOURS);
        List<PricedReceipt> found = index.receipts(model, hour, hour.plus(1, ChronoUnit.HOURS), MAX_RECEIPTS + 1);
        boolean complete = found.size() <= MAX_RECEIPTS;
        return new PricedReceipts(model, hour, complete, complete ? found : found.subList(0, MAX_RECEIPTS));
    }
}
