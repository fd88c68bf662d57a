package org.aitbc.market.pricing;

import java.math.BigDecimal;
import java.util.*;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.pricing.PricingStrategies.PricingStrategy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The current prices of GPUs: as listed, or by the strategy that the owner has chosen. */
@Component
public class DynamicPrices {

    private final MarketData market;
    private final PricingStrategies strategies;

    DynamicPrices(MarketData market, PricingStrategies strategies) {
        this.market = market;
        this.strategies = strategies;
    }

    /**
     * A price per hour.
     *
     * @param strategy null for the listed price
     * @param base what the listed price was multiplied with, as {@code demand} and {@code competition}
     */
    public record Quote(
            BigDecimal price,
            @Nullable Strategy strategy,
            double base,
            double demand,
            double competition,
            MarketState market) {

        public double demandLevel() {
            return market.demand();
        }

        public double supplyLevel() {
            return market.supply();
        }

        public double utilisation() {
            return market.utilisation();
        }

        public double volatility() {
            return market.volatility();
        }

        public double confidence() {
            return market.confidence();
        }

        /** The price in words. */
        List<String> reasons(BigDecimal listed) {
            List<String> reasons = new ArrayList<>();
            reasons.add(
                    "%.0f %% of working GPUs of this model are booked, and %.2f were asked for in the last day for each of them"
                            .formatted(100 * utilisation(), demandLevel()));
            addReason(reasons, base, "the strategy asks for");
            addReason(reasons, demand, "demand makes it");
            addReason(reasons, competition, "what others ask for makes it");
            if (price.compareTo(listed) == 0) {
                reasons.add("it is the listed price");
            }
            return reasons;
        }

        private static void addReason(List<String> reasons, double multiplier, String cause) {
            double percent = 100 * (multiplier - 1);
            if (Math.abs(percent) >= 1) {
                reasons.add("%s %.0f %% %s".formatted(cause, Math.abs(percent), percent > 0 ? "more" : "less"));
            }
        }
    }

    /** The price of a booking that is made now. */
    public Quote quote(Gpu gpu) {
        return quote(gpu, strategies.findByOwner(gpu.owner()), market.state(gpu.model(), gpu.region()));
    }

    /** The same of many: the market is read once for all. */
    Map<Gpu, Quote> quotes(List<Gpu> gpus) {
        Set<String> models = gpus.stream().map(Gpu::model).collect(Collectors.toSet());
        Map<List<@Nullable String>, MarketState> states = new HashMap<>();
        market.states(models).forEach(state -> states.put(Arrays.asList(state.model(), state.region()), state));
        Map<String, PricingStrategy> chosen =
                strategies.all().stream().collect(Collectors.toMap(PricingStrategy::owner, Function.identity()));
        Map<Gpu, Quote> quotes = new LinkedHashMap<>();
        for (Gpu gpu : gpus) {
            MarketState state = states.computeIfAbsent(
                    Arrays.asList(gpu.model(), gpu.region()), _ -> market.state(gpu.model(), gpu.region()));
            quotes.put(gpu, quote(gpu, Optional.ofNullable(chosen.get(gpu.owner())), state));
        }
        return quotes;
    }

    private static Quote quote(Gpu gpu, Optional<PricingStrategy> chosen, MarketState market) {
        return chosen.filter(by -> by.isFor(gpu))
                .map(by -> by.strategy().price(gpu.pricePerHour(), market, by.minPrice(), by.maxPrice()))
                .orElseGet(() -> new Quote(gpu.pricePerHour(), null, 1, 1, 1, market));
    }

    /** The price that a strategy would make, within the bounds of the owner. */
    Quote recommend(Gpu gpu, Strategy strategy, @Nullable String region) {
        Optional<PricingStrategy> bounds = strategies.findByOwner(gpu.owner());
        return strategy.price(
                gpu.pricePerHour(),
                market.state(gpu.model(), region),
                bounds.map(PricingStrategy::minPrice).orElse(null),
                bounds.map(PricingStrategy::maxPrice).orElse(null));
    }
}
