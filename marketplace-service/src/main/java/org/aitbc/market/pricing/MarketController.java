package org.aitbc.market.pricing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.pricing.DynamicPrices.Quote;
import org.aitbc.market.pricing.MarketReadings.DayMeans;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the market stands. */
@RestController
@RequestMapping("/v1/pricing")
@Tag(name = "pricing")
class MarketController {

    private static final double MUCH = 0.05;

    private final MarketReadings readings;
    private final OwnersStrategies strategies;
    private final DynamicPrices prices;
    private final Gpus gpus;
    private final JdbcClient jdbc;

    MarketController(
            MarketReadings readings, OwnersStrategies strategies, DynamicPrices prices, Gpus gpus, JdbcClient jdbc) {
        this.readings = readings;
        this.strategies = strategies;
        this.prices = prices;
        this.gpus = gpus;
        this.jdbc = jdbc;
    }

    /** @param marketSentiment what drives prices, -1..1: demand and use beside their middle */
    record MarketConditions(
            double demandLevel,
            double supplyLevel,
            BigDecimal averagePrice,
            double priceVolatility,
            double utilizationRate,
            double marketSentiment) {}

    record MarketTrends(Trend demandTrend, Trend supplyTrend, Trend priceTrend) {}

    record CompetitorAnalysis(
            BigDecimal averageCompetitorPrice, Map<String, BigDecimal> priceRange, int competitorCount) {}

    record MarketAnalysisResponse(
            String region,
            ResourceType resourceType,
            MarketConditions currentConditions,
            MarketTrends trends,
            CompetitorAnalysis competitorAnalysis,
            List<String> recommendations,
            double confidenceScore,
            Instant analysisTimestamp) {}

    /** @param expectedOutcome in figures of now; nobody knows what others will do */
    record PricingRecommendation(
            String type,
            String title,
            String description,
            String impact,
            double confidence,
            String action,
            String expectedOutcome) {}

    record Engine(String status, List<String> errors, int providersConfigured, int resourcesTracked) {}

    record Collector(String status, List<String> errors, long dataPointsCollected, int aggregatedRegions) {}

    record PricingServices(Engine pricingEngine, Collector marketCollector) {}

    record PricingHealth(String status, Instant timestamp, PricingServices services) {}

    @GetMapping("/market-analysis")
    @Operation(summary = "Supply, demand, prices and their trends, of a region or everywhere")
    MarketAnalysisResponse analysis(
            @RequestParam(defaultValue = "global") String region,
            @RequestParam(name = "resource_type", defaultValue = "gpu") ResourceType resourceType) {
        resourceType.requireMarket();
        MarketState now = readings.state(null, region);
        if (now.averagePrice() == null) {
            throw new NotFound("NO_MARKET_DATA", "no GPU of this region is on the market");
        }
        DayMeans before = readings.day(region, 1);
        DayMeans today = readings.day(region, 0);
        return new MarketAnalysisResponse(
                region,
                resourceType,
                new MarketConditions(
                        now.demand(),
                        now.supply(),
                        Rows.shown(now.averagePrice().doubleValue()),
                        now.volatility(),
                        now.utilisation(),
                        now.pressure()),
                new MarketTrends(
                        trend(before.demand(), today.demand()),
                        trend(before.supply(), today.supply()),
                        Trend.of(before.price(), today.price(), now.volatility())),
                new CompetitorAnalysis(
                        Rows.shown(now.averagePrice().doubleValue()),
                        Map.of("min", orZero(now.lowest()), "max", orZero(now.highest())),
                        now.owners()),
                advice(now),
                now.confidence(),
                Instant.now());
    }

    @GetMapping("/recommendations/{providerId}")
    @Operation(summary = "For each GPU of an owner, what would bring its price to the market's")
    List<PricingRecommendation> recommendations(
            @PathVariable String providerId,
            @RequestParam(name = "resource_type", defaultValue = "gpu") ResourceType resourceType,
            @RequestParam(defaultValue = "global") String region) {
        resourceType.requireMarket();
        Strategy strategy =
                strategies.of(providerId).map(OwnersStrategy::strategy).orElse(Strategy.MARKET_BALANCE);
        List<PricingRecommendation> advice = new ArrayList<>();
        for (Gpu gpu : gpus.ownedBy(providerId)) {
            Quote made = prices.recommend(gpu, strategy, region);
            double change = gpu.pricePerHour().signum() == 0
                    ? 0
                    : made.price().doubleValue() / gpu.pricePerHour().doubleValue() - 1;
            if (Math.abs(change) >= MUCH) {
                advice.add(recommendation(gpu, made, strategy, change));
            }
        }
        return advice;
    }

    private static PricingRecommendation recommendation(Gpu gpu, Quote made, Strategy strategy, double change) {
        String verb = change > 0 ? "raise" : "lower";
        return new PricingRecommendation(
                change > 0 ? "price_increase" : "price_decrease",
                "%s the price of %s".formatted(verb, gpu.model()),
                String.join("; ", Reasons.of(gpu, made)),
                Math.abs(change) > 0.2 ? "high" : "medium",
                made.confidence(),
                "%s the price of GPU %s from %s to %s an hour, as %s makes it"
                        .formatted(
                                verb,
                                Ids.text(gpu.id()),
                                gpu.pricePerHour().stripTrailingZeros().toPlainString(),
                                made.price().stripTrailingZeros().toPlainString(),
                                strategy.text()),
                "%+.1f %% for each booked hour".formatted(100 * change));
    }

    @GetMapping("/health")
    @Operation(summary = "Whether prices are being made and measured")
    PricingHealth health() {
        return jdbc.sql("""
                        select (select count(*) from marketplace.price_sample) as points,
                          (select count(*) from marketplace.listing where status in ('available', 'booked')) as working,
                          (select count(distinct region) from marketplace.gpu where removed_at is null) as regions,
                          (select max(hour) from marketplace.price_sample) > now() - interval '2 hours' as fresh""")
                .query((row, _) -> {
                    boolean late = row.getInt("working") > 0 && !row.getBoolean("fresh");
                    List<String> errors = late ? List.of("no price was measured in the last hour") : List.of();
                    String status = late ? "degraded" : "healthy";
                    return new PricingHealth(
                            status,
                            Instant.now(),
                            new PricingServices(
                                    new Engine("healthy", List.of(), strategies.count(), row.getInt("working")),
                                    new Collector(status, errors, row.getLong("points"), row.getInt("regions"))));
                })
                .single();
    }

    private static Trend trend(OptionalDouble before, OptionalDouble now) {
        return Trend.of(before, now, 0);
    }

    private static BigDecimal orZero(@Nullable BigDecimal price) {
        return price == null ? BigDecimal.ZERO : price;
    }

    private static List<String> advice(MarketState now) {
        List<String> advice = new ArrayList<>();
        if (now.available() == 0 && now.booked() > 0) {
            advice.add("every working GPU is booked: prices can rise");
        }
        if (now.utilisation() < 0.3 && now.available() > 0) {
            advice.add("most GPUs are free: a lower price wins bookings");
        }
        if (now.volatility() > 0.5) {
            advice.add("prices lie far apart: compare before you book");
        }
        return advice;
    }
}
