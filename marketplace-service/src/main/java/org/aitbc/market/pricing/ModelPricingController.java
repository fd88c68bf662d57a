package org.aitbc.market.pricing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.aitbc.domain.error.NotFound;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.pricing.DynamicPrices.Quote;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Prices of one model. */
@RestController
@Tag(name = "marketplace")
class ModelPricingController {

    private final Gpus gpus;
    private final DynamicPrices prices;
    private final MarketReadings readings;

    ModelPricingController(Gpus gpus, DynamicPrices prices, MarketReadings readings) {
        this.gpus = gpus;
        this.prices = prices;
        this.readings = readings;
    }

    record StaticPricing(
            BigDecimal minPrice,
            BigDecimal maxPrice,
            BigDecimal averagePrice,
            int availableGpus,
            int totalGpus,
            @Nullable UUID recommendedGpu) {}

    record DynamicPricing(
            BigDecimal minPrice,
            BigDecimal maxPrice,
            BigDecimal averagePrice,
            double priceVolatility,
            double avgConfidence,
            @Nullable UUID recommendedGpu,
            BigDecimal recommendedPrice) {}

    record PriceComparison(
            BigDecimal avgPriceChange,
            double avgPriceChangePercent,
            long gpusWithPriceIncrease,
            long gpusWithPriceDecrease) {}

    record GpuPricing(
            UUID gpuId,
            BigDecimal staticPrice,
            BigDecimal dynamicPrice,
            BigDecimal priceChange,
            double priceChangePercent,
            double confidence,
            Trend trend,
            List<String> reasoning) {}

    record MarketFigures(double demandLevel, double supplyLevel, double utilizationRate, double marketVolatility) {}

    record ModelPricing(
            String model,
            StaticPricing staticPricing,
            DynamicPricing dynamicPricing,
            PriceComparison priceComparison,
            List<GpuPricing> individualGpuPricing,
            MarketFigures marketAnalysis,
            Instant pricingTimestamp) {}

    private record Priced(Gpu gpu, Quote quote) {}

    @GetMapping("/v1/marketplace/pricing/{model}")
    @Operation(summary = "What GPUs of a model cost, as listed and as the market makes it")
    ModelPricing pricing(@PathVariable String model) {
        List<Priced> all = prices.quotes(gpus.ofModel(model)).entrySet().stream()
                .map(made -> new Priced(made.getKey(), made.getValue()))
                .toList();
        if (all.isEmpty()) {
            throw new NotFound("NO_GPUS_FOUND_FOR_MODEL", "no GPU of this model is on the market");
        }
        MarketState market = readings.state(model, null);
        DoubleSummaryStatistics listed = figures(all, priced -> priced.gpu().pricePerHour());
        DoubleSummaryStatistics made = figures(all, priced -> priced.quote().price());
        double change = made.getAverage() - listed.getAverage();
        Priced cheapest = all.stream()
                .min(Comparator.comparing(priced -> priced.quote().price()))
                .orElseThrow();
        UUID cheapestListed = all.stream()
                .min(Comparator.comparing(priced -> priced.gpu().pricePerHour()))
                .orElseThrow()
                .gpu()
                .id();
        return new ModelPricing(
                model,
                new StaticPricing(
                        Rows.shown(listed.getMin()),
                        Rows.shown(listed.getMax()),
                        Rows.shown(listed.getAverage()),
                        market.available(),
                        market.listed(),
                        cheapestListed),
                new DynamicPricing(
                        Rows.shown(made.getMin()),
                        Rows.shown(made.getMax()),
                        Rows.shown(made.getAverage()),
                        market.volatility(),
                        market.confidence(),
                        cheapest.gpu().id(),
                        cheapest.quote().price()),
                new PriceComparison(
                        Rows.shown(change),
                        percent(change, listed.getAverage()),
                        all.stream()
                                .filter(priced -> change(priced).signum() > 0)
                                .count(),
                        all.stream()
                                .filter(priced -> change(priced).signum() < 0)
                                .count()),
                all.stream().map(this::pricing).toList(),
                new MarketFigures(market.demand(), market.supply(), market.utilisation(), market.volatility()),
                Instant.now());
    }

    private GpuPricing pricing(Priced priced) {
        List<Sample> past = readings.samples(priced.gpu().id(), 2);
        int half = past.size() / 2;
        return new GpuPricing(
                priced.gpu().id(),
                Rows.shown(priced.gpu().pricePerHour().doubleValue()),
                Rows.shown(priced.quote().price().doubleValue()),
                Rows.shown(change(priced).doubleValue()),
                percent(
                        change(priced).doubleValue(),
                        priced.gpu().pricePerHour().doubleValue()),
                priced.quote().confidence(),
                Trend.of(
                        past.subList(0, half).stream()
                                .mapToDouble(one -> one.price().doubleValue())
                                .average(),
                        past.subList(half, past.size()).stream()
                                .mapToDouble(one -> one.price().doubleValue())
                                .average(),
                        priced.quote().volatility()),
                Reasons.of(priced.gpu(), priced.quote()));
    }

    private static BigDecimal change(Priced priced) {
        return priced.quote().price().subtract(priced.gpu().pricePerHour());
    }

    private static DoubleSummaryStatistics figures(List<Priced> all, Function<Priced, BigDecimal> price) {
        return all.stream().map(price).mapToDouble(BigDecimal::doubleValue).summaryStatistics();
    }

    private static double percent(double change, double of) {
        return of == 0 ? 0 : 100 * change / of;
    }
}
