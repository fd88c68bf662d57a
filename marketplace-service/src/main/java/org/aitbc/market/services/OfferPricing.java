package org.aitbc.market.services;

import com.fasterxml.jackson.annotation.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.market.pricing.Trend;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sets an offer's prices in regions and on chains by what is sold and left of its kind there. */
@Component
record OfferPricing(Offers offers, JdbcClient jdbc, Sweeps sweeps) {

    private static final String CONDITIONS = """
        with live as (
          select * from marketplace.service_offer
          where service_type = :type and (expires_at is null or expires_at > now())
            and (:region::text is null or regions = '{}' or :region = any (regions))
            and (:chain::bigint is null or :chain = any (chains))),
        sales as (
          select *, created_at > now() - interval '7 days' as recent from marketplace.service_transaction
          where service_type = :type and state not in ('cancelled', 'expired') and created_at > now() - interval '14 days'
            and (:region::text is null or target_region = :region) and (:chain::bigint is null or target_chain = :chain))
        select (select coalesce(sum(quantity) filter (where recent), 0) from sales) as sold,
          (select coalesce(sum(available), 0) from live) as available,
          (select count(distinct agent) from live where available > 0) as sellers,
          (select (avg(unit_price) filter (where recent))::double precision from sales) as price,
          (select (avg(unit_price) filter (where not recent))::double precision from sales) as price_before
        """;

    /** How a price follows demand: from the least to the most that is asked, as shares of the base price. */
    enum Strategy {
        BALANCED("0.8", "1.2"),
        AGGRESSIVE("0.7", "1.0"),
        PREMIUM("1.0", "1.5");

        private final BigDecimal least;
        private final BigDecimal most;

        Strategy(String least, String most) {
            this.least = new BigDecimal(least);
            this.most = new BigDecimal(most);
        }

        /** @param demand 0 where nothing was sold, 1 where nothing is left */
        BigDecimal price(BigDecimal base, double demand) {
            BigDecimal share = least.add(most.subtract(least).multiply(BigDecimal.valueOf(demand)));
            return Amounts.normalized(Amounts.rounded(base.multiply(share)));
        }
    }

    /**
     * What was sold of a kind of service in the last week, what is left, and the mean prices of two weeks.
     *
     * @param sold units sold in the last week
     * @param available units that are left
     * @param sellers how many sellers have some left
     */
    record DemandConditions(
            long sold,
            long available,
            long sellers,
            @JsonIgnore @Nullable Double price,
            @JsonIgnore @Nullable Double priceBefore) {

        /** What was sold, as a share of what was sold or is left. */
        @JsonProperty
        double demand() {
            return sold == 0 ? 0 : (double) sold / (sold + available);
        }

        @JsonProperty
        Trend trend() {
            return Trend.of(priceBefore, price);
        }
    }

    /**
     * @param demandLevel low below 0.3, high above 0.7, else medium
     * @param competitionLevel low with one seller, medium with up to four, else high
     * @param regionalConditions by region
     * @param chainConditions by the id of the chain
     */
    record PriceConditions(
            String demandLevel,
            String competitionLevel,
            Trend priceTrend,
            Map<String, DemandConditions> regionalConditions,
            Map<String, DemandConditions> chainConditions) {}

    /**
     * @param regionalPricing price of a unit in AITBC, by region
     * @param priceImprovement percent by which the mean of these prices has changed
     */
    record OptimizedPrices(
            Map<String, BigDecimal> regionalPricing,
            Map<String, BigDecimal> crossChainPricing,
            double priceImprovement) {}

    /**
     * @param optimizationStrategy how the prices were made
     * @param marketConditions what they were made from
     * @param optimizedPricing the new prices
     * @param priceImprovement percent by which the mean price has changed
     */
    record OptimizedOffer(
            UUID offerId,
            Strategy optimizationStrategy,
            PriceConditions marketConditions,
            OptimizedPrices optimizedPricing,
            double priceImprovement,
            Instant updatedAt) {}

    /** Those whose sellers let the market set their prices. */
    @Scheduled(fixedDelay = 5, initialDelay = 5, timeUnit = TimeUnit.MINUTES)
    void reprice() {
        sweeps.each(
                "price of offer",
                () -> jdbc.sql("""
                    select id from marketplace.service_offer
                    where dynamic_pricing and available > 0 and (expires_at is null or expires_at > now())\
                    """).query(UUID.class).list(),
                id -> optimize(offers.require(id), Strategy.BALANCED, null, null));
    }

    OptimizedOffer optimize(
            Caller caller, UUID id, Strategy strategy, @Nullable List<String> regions, @Nullable List<Long> chains) {
        ServiceOffer offer = offers.require(id);
        caller.requireOwner(offer.agentId(), "NOT_YOUR_OFFER", "only its seller sets an offer's prices");
        return optimize(offer, strategy, regions, chains);
    }

    private OptimizedOffer optimize(
            ServiceOffer offer, Strategy strategy, @Nullable List<String> regions, @Nullable List<Long> chains) {
        List<String> sold =
                offer.regionsAvailable().isEmpty() ? List.of(ServiceOffer.ANYWHERE) : offer.regionsAvailable();
        Map<String, DemandConditions> byRegion = conditions(sold, regions, region -> demand(offer, region, null));
        Map<String, DemandConditions> byChain =
                conditions(offer.supportedChains(), chains, chain -> demand(offer, null, chain));
        Map<String, BigDecimal> regional = prices(offer, strategy, byRegion);
        Map<String, BigDecimal> chained = prices(offer, strategy, byChain);
        double before = mean(offer, regional.keySet(), offer.pricePerRegion())
                + mean(offer, chained.keySet(), offer.crossChainPricing());
        double after = mean(offer, regional.keySet(), regional) + mean(offer, chained.keySet(), chained);
        double change = before == 0 ? 0 : (after / before - 1) * 100;
        Instant updatedAt = jdbc.sql("""
            update marketplace.service_offer set region_prices = region_prices || ?::jsonb,
              chain_prices = chain_prices || ?::jsonb, updated_at = now() where id = ? returning updated_at\
            """)
                .params(regional, chained, offer.id())
                .query(Instant.class)
                .single();
        DemandConditions all = demand(offer, null, null);
        double demand = all.demand();
        PriceConditions conditions = new PriceConditions(
                demand < 0.3 ? "low" : demand > 0.7 ? "high" : "medium",
                all.sellers <= 1 ? "low" : all.sellers < 5 ? "medium" : "high",
                all.trend(),
                byRegion,
                byChain);
        OptimizedPrices prices = new OptimizedPrices(regional, chained, change);
        return new OptimizedOffer(offer.id(), strategy, conditions, prices, change, updatedAt);
    }

    private DemandConditions demand(ServiceOffer offer, @Nullable String region, @Nullable Long chain) {
        return jdbc.sql(CONDITIONS)
                .param("type", offer.serviceType())
                .param("region", ServiceOffer.ANYWHERE.equals(region) ? null : region)
                .param("chain", chain)
                .query(DemandConditions.class)
                .single();
    }

    private static <T> Map<String, DemandConditions> conditions(
            List<T> places, @Nullable List<T> wanted, Function<T, DemandConditions> demand) {
        Map<String, DemandConditions> conditions = new LinkedHashMap<>();
        places.stream()
                .filter(place -> wanted == null || wanted.contains(place))
                .forEach(place -> conditions.put(String.valueOf(place), demand.apply(place)));
        return conditions;
    }

    private static Map<String, BigDecimal> prices(
            ServiceOffer offer, Strategy strategy, Map<String, DemandConditions> places) {
        Map<String, BigDecimal> prices = new LinkedHashMap<>();
        places.forEach((place, now) -> prices.put(place, strategy.price(offer.basePrice(), now.demand())));
        return prices;
    }

    private static double mean(ServiceOffer offer, Set<String> places, Map<String, BigDecimal> prices) {
        return places.stream()
                .mapToDouble(
                        place -> prices.getOrDefault(place, offer.basePrice()).doubleValue())
                .average()
                .orElse(0);
    }
}
