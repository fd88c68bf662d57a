package org.aitbc.market.global;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.global.Analytics.Period;
import org.aitbc.market.global.Integration.IntegrationMetrics;
import org.aitbc.market.global.Integration.IntegrationServices;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** How purchases across regions and chains go. */
@RestController
@RequestMapping("/v1/global-marketplace-integration")
@Tag(name = "global marketplace integration")
class IntegrationStatusController {

    private static final double SECOND = 1e9;

    private final Integration integration;
    private final Analytics analytics;
    private final Options options;

    IntegrationStatusController(Integration integration, Analytics analytics, Options options) {
        this.integration = integration;
        this.analytics = analytics;
        this.options = options;
    }

    record CrossChainFigures(long transactions, BigDecimal volume) {}

    record TransactionFigures(long total, double successRate, double averageDeliveryTime) {}

    /** @param bridgeStatistics what explorer-service says of its bridge; null while it is away */
    record CrossChainAnalytics(
            int timePeriodHours,
            String region,
            @Nullable Long chainId,
            Analytics.GlobalReport marketplaceAnalytics,
            @Nullable JsonNode bridgeStatistics,
            TransactionFigures transactionStatistics,
            CrossChainFigures crossChainMetrics,
            IntegrationMetrics integrationMetrics,
            Instant generatedAt) {}

    record IntegrationAnalytics(
            String integrationStatus,
            long totalIntegratedOffers,
            long crossChainTransactions,
            long regionalDistributions,
            double integrationSuccessRate,
            double averageIntegrationTime,
            long activeRegions,
            long supportedChains,
            IntegrationOptions integrationConfig,
            Instant lastUpdated) {}

    record IntegrationFeatures(
            boolean autoCrossChainListing,
            boolean crossChainPricing,
            boolean regionalPricing,
            boolean reputationBasedRanking,
            boolean autoBridgeExecution,
            boolean multiChainWalletSupport) {}

    record IntegrationStatus(
            String status,
            IntegrationServices services,
            IntegrationMetrics metrics,
            IntegrationOptions configuration,
            IntegrationFeatures supportedFeatures,
            Instant lastUpdated) {}

    record OptionsChange(IntegrationOptions updatedConfig, Collection<String> updatedKeys, Instant updatedAt) {}

    record IntegrationHealth(
            String overallStatus,
            IntegrationServices services,
            IntegrationMetrics metrics,
            List<String> issues,
            Instant lastUpdated) {}

    record IntegrationPerformance(IntegrationMetrics integrationMetrics, IntegrationOptions configuration) {}

    record DiagnosticResults(
            @Nullable IntegrationServices services,
            @Nullable CrossChainFigures crossChain,
            @Nullable IntegrationPerformance performance) {}

    record Diagnostics(
            String diagnosticType,
            Instant startedAt,
            DiagnosticResults results,
            Instant completedAt,
            double durationSeconds) {}

    @GetMapping("/analytics/cross-chain")
    @Operation(summary = "What was bought of late, by region and chain, and what the bridge did")
    CrossChainAnalytics crossChain(
            @RequestParam(name = "time_period_hours", defaultValue = "24") @Min(1) @Max(8760) int hours,
            @RequestParam(defaultValue = OfferDesk.ANYWHERE) String region,
            @RequestParam(name = "chain_id", required = false) @Nullable Long chain) {
        IntegrationMetrics metrics = integration.metrics();
        Period period = new Period(
                metrics.at().minus(Duration.ofHours(hours)), metrics.at().plus(Duration.ofSeconds(1)), region);
        Analytics.GlobalReport report = analytics.report("hourly", period, chain, true, true);
        return new CrossChainAnalytics(
                hours,
                region,
                chain,
                report,
                integration.bridgeStatistics(hours),
                new TransactionFigures(report.totalTransactions(), report.successRate(), report.averageDeliveryTime()),
                new CrossChainFigures(report.crossChainTransactions(), report.crossChainVolume()),
                metrics,
                metrics.at());
    }

    @GetMapping("/analytics/marketplace-integration")
    @Operation(summary = "How much is offered and bought across regions and chains")
    IntegrationAnalytics analytics() {
        IntegrationMetrics metrics = integration.metrics();
        return new IntegrationAnalytics(
                integration.services().overall(),
                metrics.totalIntegratedOffers(),
                metrics.crossChainTransactions(),
                metrics.regionalDistributions(),
                metrics.integrationSuccessRate(),
                metrics.averageIntegrationTime(),
                integration.activeRegions(),
                metrics.supportedChains(),
                configuration(),
                metrics.at());
    }

    @GetMapping("/status")
    @Operation(summary = "Whether each part that is needed can be reached now")
    IntegrationStatus status() {
        IntegrationServices services = integration.services();
        IntegrationMetrics metrics = integration.metrics();
        IntegrationOptions now = configuration();
        return new IntegrationStatus(
                services.overall(),
                services,
                metrics,
                now,
                new IntegrationFeatures(true, true, true, true, false, false),
                metrics.at());
    }

    @GetMapping("/config")
    @Operation(summary = "What is switched on, and what can be asked for")
    IntegrationConfig config() {
        return IntegrationConfig.of(configuration(), integration.metrics().at());
    }

    @PostMapping("/config/update")
    @Operation(summary = "Switch options; 422 for what has no effect here")
    OptionsChange change(Caller caller, @RequestBody @NotEmpty Map<String, JsonNode> wanted) {
        options.change(caller, wanted);
        return new OptionsChange(
                configuration(), wanted.keySet(), integration.metrics().at());
    }

    @GetMapping("/health")
    @Operation(summary = "The same as status, with what is wrong")
    IntegrationHealth health() {
        IntegrationServices services = integration.services();
        IntegrationMetrics metrics = integration.metrics();
        return new IntegrationHealth(services.overall(), services, metrics, services.issues(), metrics.at());
    }

    @PostMapping("/diagnostics/run")
    @Operation(summary = "Check all parts, or one kind of them, and measure how long that takes")
    Diagnostics diagnose(
            @RequestParam(name = "diagnostic_type", defaultValue = "full")
                    @Pattern(regexp = "full|services|cross_chain|performance")
                    String type) {
        Instant start = integration.metrics().at();
        long nanos = System.nanoTime();
        boolean full = type.equals("full");
        IntegrationServices services = full || type.equals("services") ? integration.services() : null;
        CrossChainFigures figures = full || type.equals("cross_chain") ? figures(start) : null;
        IntegrationPerformance performance = full || type.equals("performance")
                ? new IntegrationPerformance(integration.metrics(), configuration())
                : null;
        double seconds = (System.nanoTime() - nanos) / SECOND;
        return new Diagnostics(
                type,
                start,
                new DiagnosticResults(services, figures, performance),
                integration.metrics().at(),
                seconds);
    }

    private CrossChainFigures figures(Instant now) {
        Period day = new Period(now.minus(Duration.ofDays(1)), now.plus(Duration.ofSeconds(1)), OfferDesk.ANYWHERE);
        Analytics.GlobalReport report = analytics.report("daily", day, true, false);
        return new CrossChainFigures(report.crossChainTransactions(), report.crossChainVolume());
    }

    private IntegrationOptions configuration() {
        return IntegrationOptions.of(options.values());
    }
}
