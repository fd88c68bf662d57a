package org.aitbc.market.pricing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.aitbc.domain.error.NotFound;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.pricing.DynamicPrices.Quote;
import org.aitbc.market.pricing.MarketReadings.DayMeans;
import org.aitbc.market.pricing.Strategy.Parameters;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/pricing")
@Tag(name = "pricing")
class PricingController {

    private static final Duration UPDATES = Duration.ofMinutes(1);

    private final Gpus gpus;
    private final DynamicPrices prices;
    private final MarketReadings readings;
    private final OwnersStrategies strategies;

    PricingController(Gpus gpus, DynamicPrices prices, MarketReadings readings, OwnersStrategies strategies) {
        this.gpus = gpus;
        this.prices = prices;
        this.readings = readings;
        this.strategies = strategies;
    }

    /**
     * @param currentPrice AITBC per hour that a booking costs now
     * @param recommendedPrice what the strategy makes of the market
     * @param confidenceScore the share of the last day that was measured
     * @param factorsExposed what the listed price was multiplied with, and the measured levels behind it
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
            String strategyUsed) {}

    /** @param confidence of one step: 1 less the error so many steps ahead, 0 where the past is too short to tell */
    record PricePoint(
            Instant timestamp,
            BigDecimal price,
            double demandLevel,
            double supplyLevel,
            double confidence,
            String strategyUsed) {}

    /**
     * @param accuracyScore 1 less the mean absolute error of past forecasts this far ahead; 0 where the past is too short
     * @param observations hours that it is made from
     */
    record PriceForecast(
            UUID resourceId,
            ResourceType resourceType,
            int forecastHours,
            List<PricePoint> timePoints,
            double accuracyScore,
            Instant generatedAt,
            String method,
            int observations) {}

    record AvailableStrategy(
            Strategy strategy,
            String name,
            String description,
            String riskTolerance,
            String priority,
            Parameters parameters) {

        static AvailableStrategy of(Strategy strategy) {
            return new AvailableStrategy(
                    strategy,
                    strategy.text().replace('_', ' '),
                    strategy.description(),
                    strategy.riskTolerance(),
                    strategy.priority(),
                    strategy.parameters());
        }
    }

    record PriceStatistics(
            BigDecimal averagePrice,
            BigDecimal minPrice,
            BigDecimal maxPrice,
            double priceVolatility,
            int totalChanges) {}

    record PriceHistoryResponse(UUID resourceId, String period, List<Sample> dataPoints, PriceStatistics statistics) {}

    @GetMapping("/dynamic/{resourceType}/{resourceId}")
    @Operation(summary = "What a GPU costs an hour now, and what a strategy makes of the market")
    DynamicPriceResponse price(
            @PathVariable ResourceType resourceType,
            @PathVariable UUID resourceId,
            @RequestParam(required = false) @Nullable Strategy strategy,
            @RequestParam(defaultValue = "global") String region) {
        resourceType.requireMarket();
        Gpu gpu = gpus.require(resourceId);
        Strategy used = strategy == null
                ? strategies.of(gpu.owner()).map(OwnersStrategy::strategy).orElse(Strategy.MARKET_BALANCE)
                : strategy;
        Quote made = prices.recommend(gpu, used, region);
        DayMeans before = readings.day(region, 1);
        DayMeans now = readings.day(region, 0);
        return new DynamicPriceResponse(
                resourceId,
                resourceType,
                prices.quote(gpu).price(),
                made.price(),
                Trend.of(before.price(), now.price(), made.volatility()),
                made.confidence(),
                Map.of(
                        "base_multiplier", made.base(),
                        "demand_multiplier", made.demand(),
                        "competition_multiplier", made.competition(),
                        "demand_level", made.demandLevel(),
                        "supply_level", made.supplyLevel(),
                        "utilization_rate", made.utilisation(),
                        "market_volatility", made.volatility()),
                Reasons.of(gpu, made),
                Instant.now().plus(UPDATES),
                used.text());
    }

    @GetMapping("/forecast/{resourceType}/{resourceId}")
    @Operation(
            summary = "What a GPU may cost in the next hours",
            description =
                    "Made from its own hourly prices of the last 30 days, by the method that is named; the error is measured on them.")
    PriceForecast forecast(
            @PathVariable ResourceType resourceType,
            @PathVariable UUID resourceId,
            @RequestParam(defaultValue = "24") @Min(1) @Max(168) int hours) {
        resourceType.requireMarket();
        Gpu gpu = gpus.require(resourceId);
        List<Sample> past = readings.samples(resourceId, 30);
        if (past.isEmpty()) {
            throw new NotFound("NO_MARKET_DATA", "this GPU was not seen on the market in the last 30 days");
        }
        Forecast price = Forecast.of(series(past, sample -> sample.price().doubleValue()));
        Forecast demand = Forecast.of(series(past, Sample::demandLevel));
        Forecast supply = Forecast.of(series(past, Sample::supplyLevel));
        double[] prices = series(past, sample -> sample.price().doubleValue());
        Instant start = past.getLast().timestamp();
        String used =
                strategies.of(gpu.owner()).map(one -> one.strategy().text()).orElse("listed");
        List<PricePoint> points = IntStream.rangeClosed(1, hours)
                .mapToObj(hour -> new PricePoint(
                        start.plus(hour, ChronoUnit.HOURS),
                        Rows.shown(price.ahead(hour)),
                        Math.clamp(demand.ahead(hour), 0, 1),
                        Math.clamp(supply.ahead(hour), 0, 1),
                        score(Forecast.error(prices, hour)),
                        used))
                .toList();
        return new PriceForecast(
                resourceId,
                resourceType,
                hours,
                points,
                score(Forecast.error(prices, hours)),
                Instant.now(),
                Forecast.METHOD,
                past.size());
    }

    @GetMapping("/strategies/available")
    @Operation(summary = "The strategies that an owner can choose from, with their figures")
    List<AvailableStrategy> strategies() {
        return Arrays.stream(Strategy.values()).map(AvailableStrategy::of).toList();
    }

    @GetMapping("/history/{resourceId}")
    @Operation(summary = "What a GPU cost in each hour of a period: 1d, 7d, 30d or 90d")
    PriceHistoryResponse history(
            @PathVariable UUID resourceId,
            @RequestParam(defaultValue = "7d") @Pattern(regexp = "1d|7d|30d|90d") String period) {
        gpus.require(resourceId);
        List<Sample> past = readings.samples(resourceId, Integer.parseInt(period.substring(0, period.length() - 1)));
        double[] prices = series(past, sample -> sample.price().doubleValue());
        double mean = Arrays.stream(prices).average().orElse(0);
        double variance = Arrays.stream(prices)
                .map(price -> (price - mean) * (price - mean))
                .average()
                .orElse(0);
        return new PriceHistoryResponse(
                resourceId,
                period,
                past,
                new PriceStatistics(
                        Rows.shown(mean),
                        past.stream()
                                .map(Sample::price)
                                .min(BigDecimal::compareTo)
                                .orElse(BigDecimal.ZERO),
                        past.stream()
                                .map(Sample::price)
                                .max(BigDecimal::compareTo)
                                .orElse(BigDecimal.ZERO),
                        mean == 0 ? 0 : Math.sqrt(variance) / mean,
                        (int) IntStream.range(1, prices.length)
                                .filter(i -> prices[i] != prices[i - 1])
                                .count()));
    }

    private static double[] series(List<Sample> past, ToDoubleFunction<Sample> value) {
        return past.stream().mapToDouble(value).toArray();
    }

    private static double score(double error) {
        return Double.isNaN(error) ? 0 : Math.max(0, 1 - error);
    }
}
