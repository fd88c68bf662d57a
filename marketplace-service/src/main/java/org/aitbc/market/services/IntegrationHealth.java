package org.aitbc.market.services;

import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.market.partner.*;
import org.aitbc.market.region.Regions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What purchases across regions and chains depend on. */
@Component
record IntegrationHealth(JdbcClient jdbc, Regions regions, ChainDirectory chains, Reachability reachability) {

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

    /** Of offers on chains and purchases that name one; times are seconds from purchase to delivery. */
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
