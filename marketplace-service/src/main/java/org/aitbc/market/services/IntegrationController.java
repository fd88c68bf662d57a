package org.aitbc.market.services;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.json.RawJson;
import org.aitbc.market.services.CrossChainController.Priority;
import org.aitbc.market.services.FeatureFlags.IntegrationOptions;
import org.aitbc.market.services.IntegrationHealth.IntegrationMetrics;
import org.aitbc.market.services.PriceStrategy.StrategyTerms;
import org.aitbc.market.services.SalesReports.*;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.*;
import tools.jackson.databind.JsonNode;

/** How purchases across regions and chains go, and what they depend on. */
@RestController
@RequestMapping("/v1/global-marketplace-integration")
@Tag(name = "global marketplace integration")
record IntegrationController(IntegrationHealth integration, SalesReports reports, FeatureFlags flags) {

    /** The bridge of explorer-service swaps chains' own coins under a hash time lock, and nothing else. */
    private static final RawJson PROTOCOLS = new RawJson("""
            {"atomic_swap": {"name": "Atomic swap", "description": "The bridge of explorer-service",
              "recommended_for": "chains that have the same coin", "available": true},
            "htlc": {"name": "Hash time lock", "description": "The bridge of explorer-service",
              "recommended_for": "chains that have the same coin", "available": true},
            "liquidity_pool": {"name": "Liquidity pool", "description": "Not offered", "recommended_for": "nothing",
              "available": false},
            "wrapped_token": {"name": "Wrapped token", "description": "Not offered", "recommended_for": "nothing",
              "available": false}}""");

    private static final RawJson FEATURES = new RawJson("""
            {"auto_cross_chain_listing": true, "cross_chain_pricing": true, "regional_pricing": true,
            "reputation_based_ranking": true, "auto_bridge_execution": false, "multi_chain_wallet_support": false}""");

    record PriorityTerms(String name, String description, double processingMultiplier) {}

    record IntegrationConfig(
            IntegrationOptions integrationConfig,
            Map<PriceStrategy, StrategyTerms> optimizationStrategies,
            RawJson bridgeProtocols,
            Map<Priority, PriorityTerms> transactionPriorities,
            Instant lastUpdated) {}

    record OptionsChange(IntegrationOptions updatedConfig, Collection<String> updatedKeys, Instant updatedAt) {}

    record CrossChainFigures(long transactions, BigDecimal volume) {

        static CrossChainFigures of(GlobalReport report) {
            return new CrossChainFigures(report.crossChainTransactions(), report.crossChainVolume());
        }
    }

    record TransactionFigures(long total, double successRate, double averageDeliveryTime) {}

    /** @param bridgeStatistics what explorer-service says of its bridge; null while it is away */
    record CrossChainAnalytics(
            int timePeriodHours,
            String region,
            @Nullable Long chainId,
            GlobalReport marketplaceAnalytics,
            @Nullable JsonNode bridgeStatistics,
            TransactionFigures transactionStatistics,
            CrossChainFigures crossChainMetrics,
            IntegrationMetrics integrationMetrics,
            Instant generatedAt) {}

    record IntegrationAnalytics(
            String integrationStatus,
            @JsonUnwrapped IntegrationMetrics metrics,
            long activeRegions,
            IntegrationOptions integrationConfig,
            Instant lastUpdated) {}

    record IntegrationStatus(
            String status,
            Map<String, String> services,
            IntegrationMetrics metrics,
            IntegrationOptions configuration,
            RawJson supportedFeatures,
            Instant lastUpdated) {}

    record IntegrationHealthReport(
            String overallStatus,
            Map<String, String> services,
            IntegrationMetrics metrics,
            List<String> issues,
            Instant lastUpdated) {}

    record IntegrationPerformance(IntegrationMetrics integrationMetrics, IntegrationOptions configuration) {}

    record DiagnosticResults(
            @Nullable Map<String, String> services,
            @Nullable CrossChainFigures crossChain,
            @Nullable IntegrationPerformance performance) {}

    record Diagnostics(
            String diagnosticType,
            Instant startedAt,
            DiagnosticResults results,
            Instant completedAt,
            double durationSeconds) {}

    @GetMapping("/analytics/cross-chain")
    @Operation(
            summary = "Cross-chain analytics",
            description = "Purchases by region and chain, and what the bridge did.")
    CrossChainAnalytics crossChain(
            @RequestParam(defaultValue = "24") @Min(1) @Max(8760) int timePeriodHours,
            @RequestParam(defaultValue = ServiceOffer.ANYWHERE) String region,
            @RequestParam @Nullable Long chainId) {
        IntegrationMetrics metrics = integration.metrics();
        GlobalReport report = reports.report("hourly", last(timePeriodHours, metrics, region), chainId, true, true);
        return new CrossChainAnalytics(
                timePeriodHours,
                region,
                chainId,
                report,
                integration.bridgeStatistics(timePeriodHours),
                new TransactionFigures(report.totalTransactions(), report.successRate(), report.averageDeliveryTime()),
                CrossChainFigures.of(report),
                metrics,
                metrics.at());
    }

    @GetMapping("/analytics/marketplace-integration")
    @Operation(summary = "Integration analytics")
    IntegrationAnalytics analytics() {
        IntegrationMetrics metrics = integration.metrics();
        String status = overall(integration.services());
        return new IntegrationAnalytics(status, metrics, integration.activeRegions(), flags.current(), metrics.at());
    }

    @GetMapping("/status")
    @Operation(summary = "Integration status")
    IntegrationStatus status() {
        Map<String, String> services = integration.services();
        IntegrationMetrics metrics = integration.metrics();
        return new IntegrationStatus(overall(services), services, metrics, flags.current(), FEATURES, metrics.at());
    }

    @GetMapping("/config")
    @Operation(summary = "Integration configuration")
    IntegrationConfig config() {
        Map<PriceStrategy, StrategyTerms> strategies = new EnumMap<>(PriceStrategy.class);
        for (PriceStrategy strategy : PriceStrategy.values()) {
            strategies.put(strategy, strategy.terms());
        }
        Map<Priority, PriorityTerms> priorities = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            String name = StringUtils.capitalize(priority.name().toLowerCase(Locale.ROOT));
            priorities.put(priority, new PriorityTerms(name, "Settled in the ledger, as fast as all others", 1));
        }
        Instant now = integration.metrics().at();
        return new IntegrationConfig(flags.current(), strategies, PROTOCOLS, priorities, now);
    }

    @PostMapping("/config/update")
    @Operation(summary = "Change the integration configuration", description = "422 for options without effect here.")
    OptionsChange change(Caller caller, @RequestBody @NotEmpty Map<String, JsonNode> wanted) {
        flags.change(caller, wanted);
        return new OptionsChange(
                flags.current(), wanted.keySet(), integration.metrics().at());
    }

    @GetMapping("/health")
    @Operation(summary = "Integration health", description = "The status of each part, and what is wrong.")
    IntegrationHealthReport health() {
        Map<String, String> services = integration.services();
        IntegrationMetrics metrics = integration.metrics();
        return new IntegrationHealthReport(
                overall(services), services, metrics, IntegrationHealth.issues(services), metrics.at());
    }

    @PostMapping("/diagnostics/run")
    @Operation(summary = "Run diagnostics", description = "Of all parts, or of one kind of them.")
    Diagnostics diagnose(
            @RequestParam(defaultValue = "full") @Pattern(regexp = "full|services|cross_chain|performance")
                    String diagnosticType) {
        IntegrationMetrics start = integration.metrics();
        long nanos = System.nanoTime();
        boolean full = diagnosticType.equals("full");
        DiagnosticResults results = new DiagnosticResults(
                full || diagnosticType.equals("services") ? integration.services() : null,
                full || diagnosticType.equals("cross_chain") ? lastDay(start) : null,
                full || diagnosticType.equals("performance")
                        ? new IntegrationPerformance(integration.metrics(), flags.current())
                        : null);
        double seconds = (System.nanoTime() - nanos) / 1e9;
        return new Diagnostics(
                diagnosticType, start.at(), results, integration.metrics().at(), seconds);
    }

    private CrossChainFigures lastDay(IntegrationMetrics now) {
        Period day = last(24, now, ServiceOffer.ANYWHERE);
        return CrossChainFigures.of(reports.report("daily", day, null, true, false));
    }

    /** Until now, and what happens in this second. */
    private static Period last(int hours, IntegrationMetrics now, String region) {
        return new Period(now.at().minus(Duration.ofHours(hours)), now.at().plus(Duration.ofSeconds(1)), region);
    }

    private static String overall(Map<String, String> services) {
        return IntegrationHealth.issues(services).isEmpty() ? "operational" : "degraded";
    }
}
