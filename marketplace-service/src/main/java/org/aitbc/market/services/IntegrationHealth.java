package org.aitbc.market.services;

import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.market.partner.ChainDirectory;
import org.aitbc.market.partner.ServiceHealth;
import org.aitbc.market.region.Region;
import org.aitbc.market.region.Regions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks what purchases across regions and chains depend on. */
@Component
record IntegrationHealth(JdbcClient jdbc, Regions regions, ChainDirectory directory, ServiceHealth serviceHealth) {

    private static final String METRICS = """
            select now() as at, count(*) as cross_chain_transactions, count(distinct target_region) as regional_distributions,
              coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 0) as integration_success_rate,
              coalesce(avg(extract(epoch from delivered_at - created_at)), 0) as average_integration_time,
              (select count(*) from marketplace.service_offer where chains <> '{}') as total_integrated_offers,
              (select count(distinct c) from marketplace.service_offer, unnest(chains) c
                where expires_at is null or expires_at > now()) as supported_chains
            from marketplace.service_transaction where source_chain is not null or target_chain is not null""";

    /** Decisions about money that payment-service should have taken by now. */
    private static final String LATE = """
            select count(*) > 0 from marketplace.hold where state = 'decided' and kind = 'service.hold'
              and exists (select from marketplace.service_transaction t
                where t.hold_id = hold.id and t.updated_at < now() - interval '1 minute')""";

    private static final String OPERATIONAL = "operational";
    private static final String DEGRADED = "degraded";
    private static final String UNAVAILABLE = "unavailable";

    /**
     * @param totalIntegratedOffers offers that are listed on chains
     * @param crossChainTransactions purchases that name a chain
     * @param regionalDistributions regions they were to be delivered to
     * @param averageIntegrationTime seconds from purchase to delivery
     */
    record IntegrationMetrics(
            long totalIntegratedOffers,
            long crossChainTransactions,
            long regionalDistributions,
            double integrationSuccessRate,
            double averageIntegrationTime,
            long supportedChains,
            Instant at) {}

    IntegrationMetrics metrics() {
        return jdbc.sql(METRICS).query(IntegrationMetrics.class).single();
    }

    /**
     * Asks each of them now; offers and the reputation of sellers are in the market's own database.
     *
     * @return each {@code operational}, {@code degraded} or {@code unavailable}
     */
    Map<String, String> services() {
        Map<String, String> services = new LinkedHashMap<>();
        services.put("marketplace_service", OPERATIONAL);
        services.put("region_manager", regionManager());
        services.put("bridge_service", bridge());
        services.put("transaction_manager", transactions());
        services.put("reputation_engine", OPERATIONAL);
        return services;
    }

    static List<String> issues(Map<String, String> services) {
        return services.entrySet().stream()
                .filter(service -> !service.getValue().equals(OPERATIONAL))
                .map(service -> service.getKey() + " is " + service.getValue())
                .toList();
    }

    long activeRegions() {
        return regions.all("active").size();
    }

    /** What explorer-service says of its bridge, or null while it is away. */
    @Nullable
    JsonNode bridgeStatistics(int hours) {
        try {
            return directory.statistics(hours);
        } catch (Unavailable away) {
            return null;
        }
    }

    private String regionManager() {
        List<Region> all = regions.all(null);
        long active = all.stream().filter(Region::isActive).count();
        return active == 0 ? UNAVAILABLE : active < all.size() ? DEGRADED : OPERATIONAL;
    }

    private String bridge() {
        try {
            return directory.pools().isEmpty() ? DEGRADED : OPERATIONAL;
        } catch (Unavailable away) {
            return UNAVAILABLE;
        }
    }

    private String transactions() {
        if (!serviceHealth.isReady("payment-service")) {
            return UNAVAILABLE;
        }
        return jdbc.sql(LATE).query(Boolean.class).single() ? DEGRADED : OPERATIONAL;
    }
}
