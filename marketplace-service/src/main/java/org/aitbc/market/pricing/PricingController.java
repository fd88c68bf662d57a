package org.aitbc.market.pricing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.market.gpu.*;
import org.aitbc.market.pricing.DynamicPrices.Quote;
import org.aitbc.market.pricing.MarketData.PriceSample;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

/** The price of a GPU: now, before and in the next hours. */
@RestController
@RequestMapping("/v1/pricing")
@Tag(name = "pricing")
record PricingController(
        Gpus gpus, DynamicPrices prices, MarketData market, PricingStrategies strategies, JdbcClient jdbc) {

    /** What the older system priced. GPUs are all that is traded here by the hour. */
    enum ResourceType {
        GPU,
        SERVICE,
        STORAGE;

        void requireMarket() {
            if (this != GPU) {
                throw new NotFound(
                        "NO_MARKET_DATA", "no market for " + name().toLowerCase(Locale.ROOT) + " is measured here");
            }
        }
    }

    /**
     * @param resourceType gpu
     * @param currentPrice AITBC per hour of a booking that is made now
     * @param recommendedPrice the price that the strategy makes of the market
     * @param confidenceScore the share of the last day's hours in which prices were sampled
     * @param factorsExposed the multipliers of the listed price, and the market figures behind them
     * @param nextUpdate when market figures are next read
     */
    record DynamicPriceResponse(
            UUID resourceId,
            ResourceType resourceType,
            BigDecimal currentPrice,
            BigDecimal recommendedPrice,
            Trend priceTrend,
            double confidenceScore,
            Map<String, Double> factorsExposed,
            List<String> reasoning,
            Instant nextUpdate,
            Strategy strategyUsed) {}

    /**
     * @param resourceType gpu
     * @param forecastHours how many hours ahead
     * @param timePoints with a confidence of 1 less the error so many hours ahead; 0 where the history is too short
     * @param accuracyScore 1 less the mean absolute error of past forecasts this far ahead
     * @param method how it is made
     * @param observations the hours of history
     */
    record PriceForecast(
            UUID resourceId,
            ResourceType resourceType,
            int forecastHours,
            List<PriceSample> timePoints,
            double accuracyScore,
            Instant generatedAt,
            String method,
            int observations) {}

    /**
     * @param totalChanges how often the price changed
     */
    record PriceStatistics(
            BigDecimal averagePrice,
            BigDecimal minPrice,
            BigDecimal maxPrice,
            double priceVolatility,
            int totalChanges) {}

    /**
     * @param period as it was asked for
     * @param dataPoints hours, the oldest first
     * @param statistics of these hours
     */
    record PriceHistoryResponse(
            UUID resourceId, String period, List<PriceSample> dataPoints, PriceStatistics statistics) {}

    @GetMapping("/dynamic/{resourceType}/{resourceId}")
    @Operation(summary = "Get the current price of a GPU and the price that a strategy would make")
    DynamicPriceResponse price(
            @PathVariable ResourceType resourceType,
            @PathVariable UUID resourceId,
            @RequestParam @Nullable Strategy strategy,
            @RequestParam(defaultValue = "global") String region) {
        resourceType.requireMarket();
        Gpu gpu = gpus.require(resourceId);
        gpu.requireReported();
        Strategy used = strategy == null ? strategies.of(gpu.owner()) : strategy;
        Quote made = prices.recommend(gpu, used, region);
        return new DynamicPriceResponse(
                resourceId,
                resourceType,
                prices.quote(gpu).price(),
                made.price(),
                market.trends(region, made.volatility()).priceTrend(),
                made.confidence(),
                Map.of(
                        "base_multiplier", made.base(),
                        "demand_multiplier", made.demand(),
                        "competition_multiplier", made.competition(),
                        "demand_level", made.demandLevel(),
                        "supply_level", made.supplyLevel(),
                        "utilization_rate", made.utilisation(),
                        "market_volatility", made.volatility()),
                made.reasons(gpu.pricePerHour()),
                Instant.now().plus(Duration.ofMinutes(1)),
                used);
    }

    @GetMapping("/forecast/{resourceType}/{resourceId}")
    @Operation(
            summary = "Forecast the price of a GPU",
            description = "From its hourly prices of the last 30 days, by the method that the answer names.")
    PriceForecast forecast(
            @PathVariable ResourceType resourceType,
            @PathVariable UUID resourceId,
            @RequestParam(defaultValue = "24") @Min(1) @Max(168) int hours) {
        resourceType.requireMarket();
        Gpu gpu = gpus.require(resourceId);
        List<PriceSample> past = market.samples(resourceId, 30);
        if (past.isEmpty()) {
            throw new NotFound("NO_MARKET_DATA", "this GPU was not on the market in the last 30 days");
        }
        double[] series = series(past, sample -> sample.price().doubleValue());
        Forecast price = Forecast.of(series);
        Forecast demand = Forecast.of(series(past, PriceSample::demandLevel));
        Forecast supply = Forecast.of(series(past, PriceSample::supplyLevel));
        Instant start = past.getLast().timestamp();
        String used = strategies
                .findByOwner(gpu.owner())
                .map(one -> one.strategy().text())
                .orElse("listed");
        List<PriceSample> points = IntStream.rangeClosed(1, hours)
                .mapToObj(hour -> new PriceSample(
                        start.plus(hour, ChronoUnit.HOURS),
                        Amounts.normalized(price.ahead(hour)),
                        Math.clamp(demand.ahead(hour), 0, 1),
                        Math.clamp(supply.ahead(hour), 0, 1),
                        Forecast.accuracy(series, hour),
                        used))
                .toList();
        return new PriceForecast(
                resourceId,
                resourceType,
                hours,
                points,
                Forecast.accuracy(series, hours),
                Instant.now(),
                Forecast.METHOD,
                past.size());
    }

    @GetMapping("/history/{resourceId}")
    @Operation(summary = "Get the hourly prices of a GPU in a period")
    PriceHistoryResponse history(
            @PathVariable UUID resourceId,
            @RequestParam(defaultValue = "7d") @Pattern(regexp = "1d|7d|30d|90d") String period) {
        gpus.require(resourceId);
        int days = Integer.parseInt(period.substring(0, period.length() - 1));
        PriceStatistics statistics = jdbc.sql("""
            select trim_scale(coalesce(round(avg(price), 8), 0)) as average_price,
              trim_scale(coalesce(min(price), 0)) as min_price, trim_scale(coalesce(max(price), 0)) as max_price,
              coalesce(stddev_pop(price) / nullif(avg(price), 0), 0) as price_volatility,
              count(*) filter (where price <> before) as total_changes
            from (select price, lag(price) over (order by hour) as before
                  from marketplace.price_sample where gpu_id = ? and hour > now() - make_interval(days => ?)) samples\
            """)
                .params(resourceId, days)
                .query(PriceStatistics.class)
                .single();
        return new PriceHistoryResponse(resourceId, period, market.samples(resourceId, days), statistics);
    }

    private static double[] series(List<PriceSample> past, ToDoubleFunction<PriceSample> value) {
        return past.stream().mapToDouble(value).toArray();
    }
}
