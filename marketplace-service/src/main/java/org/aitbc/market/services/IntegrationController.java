package org.aitbc.market.services;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import java.util.function.Predicate;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.json.RawJson;
import org.aitbc.market.partner.ChainDirectory;
import org.aitbc.market.region.Regions;
import org.aitbc.market.services.FeatureFlags.IntegrationOptions;
import org.aitbc.market.services.SalesReports.*;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;
import tools.jackson.databind.JsonNode;

/** How purchases across regions and chains go, and what they depend on. */
@RestController
@RequestMapping("/v1/global-marketplace-integration")
@Tag(name = "global marketplace integration")
record IntegrationController(SalesReports reports, FeatureFlags flags, Regions regions, ChainDirectory chains) {

    private static final RawJson STRATEGIES = new RawJson("""
        {"balanced": {"name": "Balanced", "description": "Around the base price, as demand is below or above supply",
          "price_range": "0.8-1.2"},
        "aggressive": {"name": "Aggressive", "description": "At most the base price, to sell what is left",
          "price_range": "0.7-1.0"},
        "premium": {"name": "Premium", "description": "At least the base price, more where little is left",
          "price_range": "1.0-1.5"}}""");

    /** The bridge of explorer-service swaps chains' own coins under a hash time lock, and nothing else. */
    private static final RawJson PROTOCOLS = new RawJson("""
        {"atomic_swap": {"name": "Atomic swap", %1$s}, "htlc": {"name": "Hash time lock", %1$s},
        "liquidity_pool": {"name": "Liquidity pool", %2$s}, "wrapped_token": {"name": "Wrapped token", %2$s}}\
        """.formatted("""
        "description": "The bridge of explorer-service", "recommended_for": "chains that have the same coin", "available": true""", """
        "description": "Not offered", "recommended_for": "nothing", "available": false"""));

    /** The ledger settles all of them at once. */
    private static final RawJson PRIORITIES = new RawJson("""
        {"low": {"name": "Low", %1$s}, "medium": {"name": "Medium", %1$s}, "high": {"name": "High", %1$s},
        "urgent": {"name": "Urgent", %1$s}, "critical": {"name": "Critical", %1$s}}\
        """.formatted("""
        "description": "Settled in the ledger, as fast as all others", "processing_multiplier": 1.0"""));

    private static final RawJson FEATURES = new RawJson("""
        {"auto_cross_chain_listing": true, "cross_chain_pricing": true, "regional_pricing": true,
        "reputation_based_ranking": true, "auto_bridge_execution": false, "multi_chain_wallet_support": false}""");

    /**
     * @param integrationConfig options that are on
     * @param optimizationStrategies by the name that requests use
     * @param bridgeProtocols by the name that requests use
     * @param transactionPriorities by the name that requests use
     */
    record IntegrationConfig(
            IntegrationOptions integrationConfig,
            RawJson optimizationStrategies,
            RawJson bridgeProtocols,
            RawJson transactionPriorities,
            Instant lastUpdated) {}

    /**
     * @param updatedConfig all options, as they are now
     * @param updatedKeys those that were changed
     */
    record OptionsChange(IntegrationOptions updatedConfig, Collection<String> updatedKeys, Instant updatedAt) {}

    /**
     * @param transactions number of purchases whose chains differ
     * @param volume what they cost, in AITBC
     */
    record CrossChainFigures(long transactions, BigDecimal volume) {}

    /**
     * @param averageDeliveryTime seconds from purchase to delivery
     */
    record TransactionFigures(long total, double successRate, double averageDeliveryTime) {}

    /**
     * @param marketplaceAnalytics of the period
     * @param bridgeStatistics what explorer-service says of its bridge; null while it is away
     * @param transactionStatistics of the period
     * @param crossChainMetrics of the period
     * @param integrationMetrics of all time
     */
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

    /**
     * @param integrationStatus operational, or degraded
     * @param activeRegions number of active regions
     * @param integrationConfig options that are on
     */
    record IntegrationAnalytics(
            String integrationStatus,
            @JsonUnwrapped IntegrationMetrics metrics,
            long activeRegions,
            IntegrationOptions integrationConfig,
            Instant lastUpdated) {}

    /**
     * @param services status of each part: operational, degraded or unavailable
     * @param metrics of offers on chains
     * @param configuration options that are on
     * @param supportedFeatures whether a feature can be switched on
     */
    record IntegrationStatus(
            String status,
            Map<String, String> services,
            IntegrationMetrics metrics,
            IntegrationOptions configuration,
            RawJson supportedFeatures,
            Instant lastUpdated) {}

    /**
     * @param overallStatus operational, or degraded
     * @param services status of each part: operational, degraded or unavailable
     * @param metrics of offers on chains
     * @param issues what is not operational, for people
     */
    record IntegrationHealth(
            String overallStatus,
            Map<String, String> services,
            IntegrationMetrics metrics,
            List<String> issues,
            Instant lastUpdated) {}

    /**
     * @param integrationMetrics of offers on chains
     * @param configuration options that are on
     */
    record IntegrationPerformance(IntegrationMetrics integrationMetrics, IntegrationOptions configuration) {}

    /**
     * @param services status of each part: operational, degraded or unavailable
     * @param crossChain of the last day
     * @param performance of offers on chains
     */
    record DiagnosticResults(
            @Nullable Map<String, String> services,
            @Nullable CrossChainFigures crossChain,
            @Nullable IntegrationPerformance performance) {}

    /**
     * @param diagnosticType as it was asked for
     * @param results null where a kind was not asked for
     * @param durationSeconds how long it took
     */
    record Diagnostics(
            String diagnosticType,
            Instant startedAt,
            DiagnosticResults results,
            Instant completedAt,
            double durationSeconds) {}

    @GetMapping("/analytics/cross-chain")
    @Operation(summary = "Cross-chain analytics: purchases by region and chain, and what the bridge did")
    CrossChainAnalytics crossChain(
            @RequestParam(defaultValue = "24") @Min(1) @Max(8760) int timePeriodHours,
            @RequestParam(defaultValue = ServiceOffer.ANYWHERE) String region,
            @RequestParam @Nullable Long chainId) {
        IntegrationMetrics metrics = reports.metrics();
        GlobalReport report = last(metrics.at(), timePeriodHours, "hourly", region, chainId, true);
        return new CrossChainAnalytics(
                timePeriodHours,
                region,
                chainId,
                report,
                bridgeStatistics(timePeriodHours),
                new TransactionFigures(report.totalTransactions(), report.successRate(), report.averageDeliveryTime()),
                new CrossChainFigures(report.crossChainTransactions(), report.crossChainVolume()),
                metrics,
                metrics.at());
    }

    private @Nullable JsonNode bridgeStatistics(int hours) {
        try {
            return chains.statistics(hours);
        } catch (Unavailable away) {
            return null;
        }
    }

    @GetMapping("/analytics/marketplace-integration")
    @Operation(summary = "Integration analytics")
    IntegrationAnalytics analytics() {
        IntegrationMetrics now = reports.metrics();
        long active = regions.all("active").size();
        return new IntegrationAnalytics(overall(reports.services()), now, active, flags.current(), now.at());
    }

    @GetMapping("/status")
    @Operation(summary = "Integration status")
    IntegrationStatus status() {
        Map<String, String> services = reports.services();
        IntegrationMetrics now = reports.metrics();
        return new IntegrationStatus(overall(services), services, now, flags.current(), FEATURES, now.at());
    }

    @GetMapping("/config")
    @Operation(summary = "Integration configuration")
    IntegrationConfig config() {
        Instant now = reports.metrics().at();
        return new IntegrationConfig(flags.current(), STRATEGIES, PROTOCOLS, PRIORITIES, now);
    }

    @PostMapping("/config/update")
    @Operation(summary = "Change the integration configuration", description = "422 for options without effect here.")
    OptionsChange change(Caller caller, @RequestBody @NotEmpty Map<String, JsonNode> wanted) {
        flags.change(caller, wanted);
        Instant now = reports.metrics().at();
        return new OptionsChange(flags.current(), wanted.keySet(), now);
    }

    @GetMapping("/health")
    @Operation(summary = "Integration health: the status of each part, and what is wrong")
    IntegrationHealth health() {
        Map<String, String> services = reports.services();
        IntegrationMetrics now = reports.metrics();
        return new IntegrationHealth(overall(services), services, now, SalesReports.issues(services), now.at());
    }

    @PostMapping("/diagnostics/run")
    @Operation(summary = "Run diagnostics of all parts, or of one kind of them")
    Diagnostics diagnose(
            @RequestParam(defaultValue = "full") @Pattern(regexp = "full|services|cross_chain|performance")
                    String diagnosticType) {
        Instant start = reports.metrics().at();
        GlobalReport day = last(start, 24, "daily", ServiceOffer.ANYWHERE, null, false);
        CrossChainFigures figures = new CrossChainFigures(day.crossChainTransactions(), day.crossChainVolume());
        Predicate<String> asked = kind -> diagnosticType.equals("full") || diagnosticType.equals(kind);
        DiagnosticResults results = new DiagnosticResults(
                asked.test("services") ? reports.services() : null,
                asked.test("cross_chain") ? figures : null,
                asked.test("performance") ? new IntegrationPerformance(reports.metrics(), flags.current()) : null);
        Instant end = reports.metrics().at();
        double seconds = Duration.between(start, end).toNanos() / 1e9;
        return new Diagnostics(diagnosticType, start, results, end, seconds);
    }

    /** Until now, and what happens in this second. */
    private GlobalReport last(
            Instant now, int hours, String type, String region, @Nullable Long chain, boolean regional) {
        Instant from = now.minus(Duration.ofHours(hours));
        return reports.report(type, from, now.plusSeconds(1), region, chain, true, regional);
    }

    private static String overall(Map<String, String> services) {
        return SalesReports.issues(services).isEmpty() ? "operational" : "degraded";
    }
}
