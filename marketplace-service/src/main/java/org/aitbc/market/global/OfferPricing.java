package org.aitbc.market.global;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.global.Demand.DemandConditions;
import org.aitbc.market.pricing.Trend;
import org.aitbc.market.row.Rows;
import org.aitbc.market.sweep.Sweep;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sets an offer's prices in regions and on chains by what is sold and left of its kind there. */
@Component
class OfferPricing {

    private static final double PERCENT = 100;

    private final Offers offers;
    private final Demand demand;

    OfferPricing(Offers offers, Demand demand) {
        this.offers = offers;
        this.demand = demand;
    }

    record PriceConditions(
            String demandLevel,
            String competitionLevel,
            Trend priceTrend,
            Map<String, DemandConditions> regionalConditions,
            Map<String, DemandConditions> chainConditions) {}

    /** @param priceImprovement percent by which the mean of these prices has changed */
    record OptimizedPrices(
            Map<String, BigDecimal> regionalPricing,
            Map<String, BigDecimal> crossChainPricing,
            double priceImprovement) {}

    record OptimizedOffer(
            String offerId,
            String optimizationStrategy,
            PriceConditions marketConditions,
            OptimizedPrices optimizedPricing,
            double priceImprovement,
            Instant updatedAt) {}

    /** Those who let the market set their prices. */
    @Scheduled(
            fixedDelayString = "${aitbc.global-marketplace.reprice:5m}",
            initialDelayString = "${aitbc.global-marketplace.reprice:5m}")
    void reprice() {
        Sweep.each(
                "price of offer", offers::dynamic, id -> optimize(offers.require(id), Strategy.BALANCED, null, null));
    }

    /** @throws Forbidden when it is somebody else's */
    OptimizedOffer optimize(
            Caller caller, UUID id, Strategy strategy, @Nullable List<String> regions, @Nullable List<Long> chains) {
        Offer offer = offers.require(id);
        if (!caller.isAdmin() && !offer.agent().equals(caller.subject())) {
            throw new Forbidden("NOT_YOUR_OFFER", "only its seller sets an offer's prices");
        }
        return optimize(offer, strategy, regions, chains);
    }

    private OptimizedOffer optimize(
            Offer offer, Strategy strategy, @Nullable List<String> regions, @Nullable List<Long> chains) {
        List<String> sold = offer.regions().isEmpty() ? List.of(OfferDesk.ANYWHERE) : offer.regions();
        Map<String, DemandConditions> byRegion = new LinkedHashMap<>();
        sold.stream()
                .filter(region -> regions == null || regions.contains(region))
                .forEach(region -> byRegion.put(region, demand.of(offer.serviceType(), region, null)));
        Map<String, DemandConditions> byChain = new LinkedHashMap<>();
        offer.chains().stream()
                .filter(chain -> chains == null || chains.contains(chain))
                .forEach(chain -> byChain.put(chain.toString(), demand.of(offer.serviceType(), null, chain)));
        Map<String, BigDecimal> regional = prices(offer, strategy, byRegion);
        Map<String, BigDecimal> chained = prices(offer, strategy, byChain);
        double change = change(offer, regional, chained);
        offers.price(offer.id(), regional, chained);
        DemandConditions all = demand.of(offer.serviceType(), null, null);
        Offer now = offers.require(offer.id());
        return new OptimizedOffer(
                Ids.text(offer.id()),
                strategy.text(),
                new PriceConditions(all.demandLevel(), all.competitionLevel(), all.trend(), byRegion, byChain),
                new OptimizedPrices(regional, chained, change),
                change,
                now.updatedAt());
    }

    private static Map<String, BigDecimal> prices(
            Offer offer, Strategy strategy, Map<String, DemandConditions> places) {
        Map<String, BigDecimal> prices = new LinkedHashMap<>();
        places.forEach((place, conditions) ->
                prices.put(place, Rows.shown(strategy.price(offer.basePrice(), conditions.demand()))));
        return prices;
    }

    private static double change(Offer offer, Map<String, BigDecimal> regional, Map<String, BigDecimal> chained) {
        double before = mean(offer, regional.keySet(), offer.regionPrices())
                + mean(offer, chained.keySet(), offer.chainPrices());
        double after = mean(offer, regional.keySet(), regional) + mean(offer, chained.keySet(), chained);
        return before == 0 ? 0 : (after / before - 1) * PERCENT;
    }

    private static double mean(Offer offer, Collection<String> places, Map<String, BigDecimal> prices) {
        return places.stream()
                .mapToDouble(
                        place -> prices.getOrDefault(place, offer.basePrice()).doubleValue())
                .average()
                .orElse(0);
    }
}
