package org.aitbc.market.priceindex;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.aitbc.domain.error.Invalid;
import org.aitbc.market.priceindex.PriceIndex.Input;
import org.aitbc.market.priceindex.PriceIndex.Print;
import org.aitbc.starter.paging.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/price-index")
@Tag(name = "marketplace")
class PriceIndexController {

    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(92);
    private static final int MOST_INPUTS = 10_000;

    private final PriceIndex index;

    PriceIndexController(PriceIndex index) {
        this.index = index;
    }

    /** @param formula how a print comes from its receipts */
    record Prints(@Nullable String model, Instant from, Instant to, String formula, List<Print> prints) {}

    /** @param complete whether these are all the receipts of the print */
    record Inputs(@Nullable String model, Instant start, boolean complete, List<Input> receipts) {}

    @GetMapping
    @Operation(
            summary = "What an hour of GPU time was paid, hour by hour",
            description =
                    "Weighted by volume, from receipts whose payment was released. Whole hours from..to, at most 92 days.")
    Prints prints(
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        Instant end = Objects.requireNonNullElseGet(Times.parse("to", to), Instant::now);
        Instant start = Objects.requireNonNullElseGet(Times.parse("from", from), () -> end.minus(USUAL))
                .truncatedTo(ChronoUnit.HOURS);
        if (!start.isBefore(end) || start.plus(LONGEST).isBefore(end)) {
            throw new Invalid("VALIDATION_ERROR", "from: must be before to, by 92 days at most");
        }
        return new Prints(
                model, start, end, "sum(paid) / sum(ended_at - started_at in hours)", index.prints(model, start, end));
    }

    @GetMapping("/receipts")
    @Operation(summary = "The receipts that a print was made from: with them anybody can make it again")
    Inputs inputs(@RequestParam(required = false) @Nullable String model, @RequestParam String start) {
        Instant hour = Objects.requireNonNull(Times.parse("start", start.isBlank() ? "?" : start))
                .truncatedTo(ChronoUnit.HOURS);
        List<Input> found = index.inputs(model, hour, hour.plus(1, ChronoUnit.HOURS), MOST_INPUTS + 1);
        boolean complete = found.size() <= MOST_INPUTS;
        return new Inputs(model, hour, complete, complete ? found : found.subList(0, MOST_INPUTS));
    }
}
