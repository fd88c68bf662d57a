package org.aitbc.market.pricing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.market.gpu.*;
import org.aitbc.market.pricing.DynamicPrices.Quote;
import org.aitbc.market.pricing.MarketData.MarketTrends;
import org.aitbc.market.pricing.PricingController.ResourceType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/pricing")
@Tag(name = "pricing")
record MarketController(
        MarketData market, PricingStrategies strategies, DynamicPrices prices, Gpus gpus, JdbcClient jdbc) {

    /** @param marketSentiment the pressure on prices, from -1 to 1 */
    record MarketConditions(
            double demandLevel,
            double supplyLevel,
            BigDecimal averagePrice,
            double priceVolatility,
            double utilizationRate,
            double marketSentiment) {}

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

    record PricingRecommendation(
            String type,
            String title,
            String description,
            String impact,
            double confidence,
            String action,
            String expectedOutcome) {}

    record PricingHealth(String status, Instant timestamp, PricingServices services) {}

    record PricingServices(Engine pricingEngine, Collector marketCollector) {}

    record Engine(String status, List<String> errors, int providersConfigured, int resourcesTracked) {}

    record Collector(String status, List<String> errors, long dataPointsCollected, int aggregatedRegions) {}

    private record Counts(int strategies, long samples, int working, int regions, boolean late) {}

    @GetMapping("/market-analysis")
    @Operation(summary = "Get supply, demand, prices and trends of a region or of the whole market")
    MarketAnalysisResponse analysis(
            @RequestParam(defaultValue = "global") String region,
            @RequestParam(defaultValue = "gpu") ResourceType resourceType) {
        resourceType.requireMarket();
        MarketState now = market.state(null, region);
        if (now.averagePrice() == null) {
            throw new NotFound("NO_MARKET_DATA", "no GPU of this region is on the market");
        }
        BigDecimal average = Amounts.normalized(now.averagePrice().doubleValue());
        return new MarketAnalysisResponse(
                region,
                resourceType,
                new MarketConditions(
                        now.demand(), now.supply(), average, now.volatility(), now.utilisation(), now.pressure()),
                market.trends(region, now.volatility()),
                new CompetitorAnalysis(
                        average, Map.of("min", orZero(now.lowest()), "max", orZero(now.highest())), now.owners()),
                advice(now),
                now.confidence(),
                Instant.now());
    }

    private static BigDecimal orZero(@Nullable BigDecimal price) {
        return Objects.requireNonNullElse(price, BigDecimal.ZERO);
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

    @GetMapping("/recommendations/{providerId}")
    @Operation(summary = "Recommend price changes for the GPUs of an owner")
    List<PricingRecommendation> recommendations(
            @PathVariable String providerId,
            @RequestParam(defaultValue = "gpu") ResourceType resourceType,
            @RequestParam(defaultValue = "global") String region) {
        resourceType.requireMarket();
        Strategy strategy = strategies.of(providerId);
        return gpus.ownedBy(providerId).stream()
                .flatMap(gpu -> recommendation(gpu, strategy, region).stream())
                .toList();
    }

    /** None where the price is within 5 % of the market's. */
    private Optional<PricingRecommendation> recommendation(Gpu gpu, Strategy strategy, String region) {
        BigDecimal listed = gpu.pricePerHour();
        Quote made = prices.recommend(gpu, strategy, region);
        double change = listed.signum() == 0 ? 0 : made.price().doubleValue() / listed.doubleValue() - 1;
        if (Math.abs(change) < 0.05) {
            return Optional.empty();
        }
        String verb = change > 0 ? "raise" : "lower";
        return Optional.of(new PricingRecommendation(
                change > 0 ? "price_increase" : "price_decrease",
                "%s the price of %s".formatted(verb, gpu.model()),
                String.join("; ", made.reasons(listed)),
                Math.abs(change) > 0.2 ? "high" : "medium",
                made.confidence(),
                "%s the price of GPU %s from %s to %s an hour, as %s makes it"
                        .formatted(
                                verb,
                                Ids.text(gpu.id()),
                                listed.stripTrailingZeros().toPlainString(),
                                made.price().stripTrailingZeros().toPlainString(),
                                strategy.text()),
                "%+.1f %% for each booked hour".formatted(100 * change)));
    }

    @GetMapping("/health")
    @Operation(summary = "Get the health of pricing")
    PricingHealth health() {
        Counts now = jdbc.sql("""
            select *, working > 0 and not coalesce(newest > now() - interval '2 hours', false) as late from (
              select (select count(*) from marketplace.price_strategy) as strategies,
                (select count(*) from marketplace.price_sample) as samples,
                (select max(hour) from marketplace.price_sample) as newest,
                (select count(*) from marketplace.listing where status in ('available', 'booked')) as working,
                (select count(distinct region) from marketplace.gpu where removed_at is null and not claimed) as regions) counts\
            """).query(Counts.class).single();
        List<String> errors = now.late ? List.of("no price was measured in the last hour") : List.of();
        String status = now.late ? "degraded" : "healthy";
        Engine engine = new Engine("healthy", List.of(), now.strategies, now.working);
        Collector collector = new Collector(status, errors, now.samples, now.regions);
        return new PricingHealth(status, Instant.now(), new PricingServices(engine, collector));
    }
}
