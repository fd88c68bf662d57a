package org.aitbc.market.global;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.market.partner.ChainDirectory;
import org.aitbc.market.partner.Neighbours;
import org.aitbc.market.region.Region;
import org.aitbc.market.region.Regions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Looks at what purchases across regions and chains depend on. */
@Component
class Integration {

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
            select count(*) from marketplace.hold where state = 'decided' and kind = 'service.hold'
              and exists (select from marketplace.service_transaction t
                where t.hold_id = hold.id and t.updated_at < now() - interval '1 minute')""";

    private final JdbcClient jdbc;
    private final Regions regions;
    private final ChainDirectory directory;
    private final Neighbours neighbours;

    Integration(JdbcClient jdbc, Regions regions, ChainDirectory directory, Neighbours neighbours) {
        this.jdbc = jdbc;
        this.regions = regions;
        this.directory = directory;
        this.neighbours = neighbours;
    }

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

    /** Each {@code operational}, {@code degraded} or {@code unavailable}. */
    record IntegrationServices(
            String marketplaceService,
            String regionManager,
            String bridgeService,
            String transactionManager,
            String reputationEngine) {

        private List<String> all() {
            return List.of(marketplaceService, regionManager, bridgeService, transactionManager, reputationEngine);
        }

        /** {@code operational} where all are; the market itself answers, so else it is {@code degraded}. */
        String overall() {
            return all().stream().allMatch(OPERATIONAL::equals) ? OPERATIONAL : DEGRADED;
        }

        List<String> issues() {
            List<String> issues = new ArrayList<>();
            issue(issues, "region_manager", regionManager);
            issue(issues, "bridge_service", bridgeService);
            issue(issues, "transaction_manager", transactionManager);
            return issues;
        }

        private static void issue(List<String> issues, String service, String status) {
            if (!status.equals(OPERATIONAL)) {
                issues.add(service + " is " + status);
            }
        }
    }

    private static final String OPERATIONAL = "operational";
    private static final String DEGRADED = "degraded";
    private static final String UNAVAILABLE = "unavailable";

    IntegrationMetrics metrics() {
        return jdbc.sql(METRICS).query(IntegrationMetrics.class).single();
    }

    /** Asks each of them now. */
    IntegrationServices services() {
        // the database answers, or nothing does: offers and how sales went are in it
        String own = metrics().at().isAfter(Instant.EPOCH) ? OPERATIONAL : UNAVAILABLE;
        return new IntegrationServices(own, regionManager(), bridge(), transactions(), own);
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
        if (!neighbours.isReady("payment-service")) {
            return UNAVAILABLE;
        }
        return jdbc.sql(LATE).query(Long.class).single() == 0 ? OPERATIONAL : DEGRADED;
    }
}
