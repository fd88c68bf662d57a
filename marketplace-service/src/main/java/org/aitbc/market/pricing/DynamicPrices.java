package org.aitbc.market.pricing;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.pricing.MarketReadings.Kind;
import org.aitbc.market.pricing.PriceFormula.Made;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What GPUs cost now: as listed, or where the owner has chosen a strategy, what it makes of the market. */
@Component
public class DynamicPrices {

    private final MarketReadings readings;
    private final OwnersStrategies strategies;

    DynamicPrices(MarketReadings readings, OwnersStrategies strategies) {
        this.readings = readings;
        this.strategies = strategies;
    }

    /**
     * A price for an hour.
     *
     * @param strategy what made it; null where it is the listed one
     * @param base what the listed price was multiplied with, as are demand and competition
     * @param utilisation booked of working GPUs of this model, 0..1
     * @param confidence the share of the last day that was measured, 0..1
     */
    public record Quote(
            BigDecimal price,
            @Nullable String strategy,
            double base,
            double demand,
            double competition,
            double demandLevel,
            double supplyLevel,
            double utilisation,
            double volatility,
            double confidence) {}

    /** What a booking that is made now costs an hour. */
    public Quote quote(Gpu gpu) {
        return quote(gpu, strategies.of(gpu.owner()), readings.state(gpu.model(), gpu.region()));
    }

    /** The same of many: the market is read once for all. */
    Map<Gpu, Quote> quotes(List<Gpu> gpus) {
        Map<Kind, MarketState> markets =
                readings.states(gpus.stream().map(Gpu::model).collect(Collectors.toSet()));
        Map<String, OwnersStrategy> chosen = strategies.all();
        Map<Gpu, Quote> quotes = new LinkedHashMap<>();
        for (Gpu gpu : gpus) {
            MarketState market =
                    markets.computeIfAbsent(Kind.of(gpu), kind -> readings.state(kind.model(), kind.region()));
            quotes.put(gpu, quote(gpu, Optional.ofNullable(chosen.get(gpu.owner())), market));
        }
        return quotes;
    }

    private static Quote quote(Gpu gpu, Optional<OwnersStrategy> chosen, MarketState market) {
        return chosen.filter(strategy -> strategy.isFor(gpu))
                .map(strategy -> quote(made(gpu, strategy, market), strategy.strategy(), market))
                .orElseGet(() -> quote(new Made(gpu.pricePerHour(), 1, 1, 1, false), null, market));
    }

    private static Made made(Gpu gpu, OwnersStrategy strategy, MarketState market) {
        return PriceFormula.price(
                gpu.pricePerHour(), strategy.strategy(), market, strategy.minPrice(), strategy.maxPrice());
    }

    /** What the strategy would make of the market for this GPU. */
    Quote recommend(Gpu gpu, Strategy strategy, @Nullable String region) {
        MarketState market = readings.state(gpu.model(), region);
        Optional<OwnersStrategy> bounds = strategies.of(gpu.owner());
        return quote(
                PriceFormula.price(
                        gpu.pricePerHour(),
                        strategy,
                        market,
                        bounds.map(OwnersStrategy::minPrice).orElse(null),
                        bounds.map(OwnersStrategy::maxPrice).orElse(null)),
                strategy,
                market);
    }

    private static Quote quote(Made made, @Nullable Strategy strategy, MarketState market) {
        return new Quote(
                made.price(),
                strategy == null ? null : strategy.text(),
                made.base(),
                made.demand(),
                made.competition(),
                market.demand(),
                market.supply(),
                market.utilisation(),
                market.volatility(),
                market.confidence());
    }
}
