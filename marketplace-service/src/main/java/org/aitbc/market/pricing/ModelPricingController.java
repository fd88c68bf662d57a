package org.aitbc.market.pricing;

import static java.util.Comparator.comparing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.stream.Collectors;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.market.gpu.*;
import org.aitbc.market.pricing.DynamicPrices.Quote;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;

@RestController
@Tag(name = "marketplace")
record ModelPricingController(Gpus gpus, DynamicPrices prices, MarketData market) {

    /**
     * @param availableGpus number of GPUs that can be booked
     * @param totalGpus number of GPUs on the market
     * @param recommendedGpu id of the cheapest GPU
     */
    record StaticPricing(
            BigDecimal minPrice,
            BigDecimal maxPrice,
            BigDecimal averagePrice,
            int availableGpus,
            int totalGpus,
            UUID recommendedGpu) {}

    /**
     * @param avgConfidence how sure the prices are, 0 to 1
     * @param recommendedGpu id of the cheapest GPU
     * @param recommendedPrice its price of an hour, in AITBC
     */
    record DynamicPricing(
            BigDecimal minPrice,
            BigDecimal maxPrice,
            BigDecimal averagePrice,
            double priceVolatility,
            double avgConfidence,
            UUID recommendedGpu,
            BigDecimal recommendedPrice) {}

    /**
     * @param avgPriceChange difference of the mean prices, in AITBC
     * @param avgPriceChangePercent the difference as percent of the listed mean
     * @param gpusWithPriceIncrease number of GPUs that cost more than listed
     * @param gpusWithPriceDecrease number of GPUs that cost less than listed
     */
    record PriceComparison(
            BigDecimal avgPriceChange,
            double avgPriceChangePercent,
            long gpusWithPriceIncrease,
            long gpusWithPriceDecrease) {}

    /**
     * @param staticPrice as listed, AITBC for an hour
     * @param dynamicPrice of a booking that is made now, AITBC for an hour
     * @param priceChange the difference, in AITBC
     * @param priceChangePercent the difference as percent of the listed price
     * @param trend whether its price rises or falls
     */
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

    /**
     * @param staticPricing prices as listed
     * @param dynamicPricing prices of bookings that are made now
     * @param priceComparison between the two
     * @param individualGpuPricing each GPU of the model
     * @param marketAnalysis of the model
     * @param pricingTimestamp when it was made
     */
    record ModelPricing(
            String model,
            StaticPricing staticPricing,
            DynamicPricing dynamicPricing,
            PriceComparison priceComparison,
            List<GpuPricing> individualGpuPricing,
            MarketFigures marketAnalysis,
            Instant pricingTimestamp) {}

    private record Priced(UUID gpu, BigDecimal listed, Quote quote) {

        double change() {
            return quote.price().subtract(listed).doubleValue();
        }
    }

    @GetMapping("/v1/marketplace/pricing/{model}")
    @Operation(summary = "Compare the listed and the current prices of a GPU model")
    ModelPricing pricing(@PathVariable String model) {
        List<Priced> all = prices.quotes(gpus.ofModel(model)).entrySet().stream()
                .map(one -> new Priced(one.getKey().id(), one.getKey().pricePerHour(), one.getValue()))
                .toList();
        if (all.isEmpty()) {
            throw new NotFound("NO_GPUS_FOUND_FOR_MODEL", "no GPU of this model is on the market");
        }
        MarketState state = market.state(model, null);
        DoubleSummaryStatistics listed =
                all.stream().collect(Collectors.summarizingDouble(one -> one.listed.doubleValue()));
        DoubleSummaryStatistics made = all.stream()
                .collect(Collectors.summarizingDouble(one -> one.quote.price().doubleValue()));
        double change = made.getAverage() - listed.getAverage();
        Priced cheapest = Collections.min(all, comparing(one -> one.quote.price()));
        return new ModelPricing(
                model,
                new StaticPricing(
                        Amounts.normalized(listed.getMin()),
                        Amounts.normalized(listed.getMax()),
                        Amounts.normalized(listed.getAverage()),
                        state.available(),
                        state.listed(),
                        Collections.min(all, comparing(Priced::listed)).gpu),
                new DynamicPricing(
                        Amounts.normalized(made.getMin()),
                        Amounts.normalized(made.getMax()),
                        Amounts.normalized(made.getAverage()),
                        state.volatility(),
                        state.confidence(),
                        cheapest.gpu,
                        cheapest.quote.price()),
                new PriceComparison(
                        Amounts.normalized(change),
                        percent(change, listed.getAverage()),
                        all.stream().filter(one -> one.change() > 0).count(),
                        all.stream().filter(one -> one.change() < 0).count()),
                all.stream().map(this::pricing).toList(),
                new MarketFigures(state.demand(), state.supply(), state.utilisation(), state.volatility()),
                Instant.now());
    }

    private GpuPricing pricing(Priced one) {
        List<Double> past = market.samples(one.gpu, 2).stream()
                .map(sample -> sample.price().doubleValue())
                .toList();
        int half = past.size() / 2;
        return new GpuPricing(
                one.gpu,
                Amounts.normalized(one.listed.doubleValue()),
                Amounts.normalized(one.quote.price().doubleValue()),
                Amounts.normalized(one.change()),
                percent(one.change(), one.listed.doubleValue()),
                one.quote.confidence(),
                Trend.of(mean(past.subList(0, half)), mean(past.subList(half, past.size())), one.quote.volatility()),
                one.quote.reasons(one.listed));
    }

    private static @Nullable Double mean(List<Double> prices) {
        return prices.isEmpty()
                ? null
                : prices.stream().mapToDouble(one -> one).average().getAsDouble();
    }

    private static double percent(double change, double of) {
        return of == 0 ? 0 : 100 * change / of;
    }
}
