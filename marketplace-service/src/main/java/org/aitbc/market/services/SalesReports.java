package org.aitbc.market.services;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.market.partner.*;
import org.aitbc.market.region.Regions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was sold in a period, and what purchases across regions and chains depend on. */
@Component
record SalesReports(JdbcClient jdbc, Regions regions, ChainDirectory chains, Reachability reachability) {

    private static final String REPORT = """
        with sales as (
          select * from marketplace.service_transaction where created_at >= :from and created_at < :until),
        regions as (
          select target_region, count(*) as transactions, trim_scale(sum(total)) as volume,
            coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 0) as success_rate
          from sales group by target_region)
        select :type as period_type, :from::timestamptz as period_start, :until::timestamptz as period_end, :region as region,
          (select count(*) from marketplace.service_offer o where o.created_at < :until
            and (o.expires_at is null or o.expires_at >= :from)
            and (:region = 'global' or o.regions = '{}' or :region = any (o.regions))) as total_offers,
          count(*) as total_transactions, coalesce(sum(total), 0) as total_volume,
          round(coalesce(avg(unit_price), 0), 8) as average_price,
          (select coalesce(avg(response_time), 0) from marketplace.region_sample s
            where s.at >= :from and s.at < :until and (:region = 'global' or s.region = :region)) as average_response_time,
          coalesce(avg(extract(epoch from delivered_at - created_at)), 0) as average_delivery_time,
          coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 0) as success_rate,
          count(distinct buyer) as active_buyers, count(distinct seller) as active_sellers,
          count(*) filter (where :crossChain and source_chain <> target_chain) as cross_chain_transactions,
          coalesce(sum(total) filter (where :crossChain and source_chain <> target_chain), 0) as cross_chain_volume,
          (select coalesce(jsonb_object_agg(target_region, transactions), '{}') from regions) as regional_distribution,
          (select coalesce(jsonb_object_agg(target_region, to_jsonb(regions)) filter (where :regional), '{}') from regions)
            as regional_performance,
          now() as generated_at
        from sales where (:region = 'global' or target_region = :region)
          and (:chain::bigint is null or source_chain = :chain or target_chain = :chain)
        """;

    private static final String METRICS = """
        select now() as at, count(*) as cross_chain_transactions, count(distinct target_region) as regional_distributions,
          coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 0) as integration_success_rate,
          coalesce(avg(extract(epoch from delivered_at - created_at)), 0) as average_integration_time,
          (select count(*) from marketplace.service_offer where chains <> '{}') as total_integrated_offers,
          (select count(distinct c) from marketplace.service_offer, unnest(chains) c
            where expires_at is null or expires_at > now()) as supported_chains
        from marketplace.service_transaction where source_chain is not null or target_chain is not null
        """;

    /** Decisions about money that payment-service should have taken by now. */
    private static final String LATE = """
        select count(*) > 0 from marketplace.hold where state = 'decided' and kind = 'service.hold'
          and exists (select from marketplace.service_transaction t
            where t.hold_id = hold.id and t.updated_at < now() - interval '1 minute')
        """;

    /**
     * @param transactions number of purchases
     * @param volume what they cost, in AITBC
     */
    record RegionFigures(long transactions, BigDecimal volume, double successRate) {}

    /**
     * Responses are those of regions, in milliseconds; deliveries are measured in seconds.
     *
     * @param periodType as it was asked for
     * @param periodStart first moment of the period
     * @param periodEnd first moment after the period
     * @param totalOffers offers that were open in the period
     * @param totalTransactions purchases in the period
     * @param totalVolume what they cost, in AITBC
     * @param averagePrice of a unit, in AITBC
     * @param averageResponseTime milliseconds, of the regions
     * @param averageDeliveryTime seconds from purchase to delivery
     * @param successRate share of those with decided money that were completed, 0 to 1
     * @param activeBuyers number of buyers
     * @param activeSellers number of sellers
     * @param crossChainVolume what purchases whose chains differ cost, in AITBC
     * @param regionalDistribution number of purchases, by region
     * @param regionalPerformance by region
     */
    record GlobalReport(
            String periodType,
            Instant periodStart,
            Instant periodEnd,
            String region,
            long totalOffers,
            long totalTransactions,
            BigDecimal totalVolume,
            BigDecimal averagePrice,
            double averageResponseTime,
            double averageDeliveryTime,
            double successRate,
            long activeBuyers,
            long activeSellers,
            long crossChainTransactions,
            BigDecimal crossChainVolume,
            Map<String, Long> regionalDistribution,
            Map<String, RegionFigures> regionalPerformance,
            Instant generatedAt) {}

    /**
     * Of offers on chains and purchases that name one; times are seconds from purchase to delivery.
     *
     * @param totalIntegratedOffers offers that name a chain
     * @param crossChainTransactions purchases that name a chain
     * @param regionalDistributions regions that they went to
     * @param integrationSuccessRate share of those with decided money that were completed, 0 to 1
     * @param averageIntegrationTime seconds from purchase to delivery
     * @param supportedChains number of chains that offers name
     */
    record IntegrationMetrics(
            long totalIntegratedOffers,
            long crossChainTransactions,
            long regionalDistributions,
            double integrationSuccessRate,
            double averageIntegrationTime,
            long supportedChains,
            Instant at) {}

    /** @param chain only purchases that name it, on either side; null for all */
    GlobalReport report(
            String type,
            Instant from,
            Instant until,
            String region,
            @Nullable Long chain,
            boolean crossChain,
            boolean regional) {
        return jdbc.sql(REPORT)
                .param("type", type)
                .param("from", from)
                .param("until", until)
                .param("region", region)
                .param("chain", chain)
                .param("crossChain", crossChain)
                .param("regional", regional)
                .query(GlobalReport.class)
                .single();
    }

    IntegrationMetrics metrics() {
        return jdbc.sql(METRICS).query(IntegrationMetrics.class).single();
    }

    /** Asks each of them now; offers and the reputation of sellers are in the market's own database. */
    Map<String, String> services() {
        List<Regions.Region> all = regions.all(null);
        long active = all.stream().filter(Regions.Region::isActive).count();
        boolean paying = reachability.arePaymentsUp();
        boolean late = paying && jdbc.sql(LATE).query(Boolean.class).single();
        Map<String, String> services = new LinkedHashMap<>();
        services.put("marketplace_service", "operational");
        services.put("region_manager", word(active > 0, active == all.size()));
        services.put("bridge_service", bridge());
        services.put("transaction_manager", word(paying, !late));
        services.put("reputation_engine", "operational");
        return services;
    }

    private String bridge() {
        try {
            return word(true, !chains.pools().isEmpty());
        } catch (Unavailable away) {
            return word(false, false);
        }
    }

    private static String word(boolean available, boolean whole) {
        return available ? whole ? "operational" : "degraded" : "unavailable";
    }

    static List<String> issues(Map<String, String> services) {
        return services.entrySet().stream()
                .filter(service -> !service.getValue().equals("operational"))
                .map(service -> service.getKey() + " is " + service.getValue())
                .toList();
    }
}
