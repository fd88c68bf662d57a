package org.aitbc.market.licensing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.*;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.market.clock.MarketClock;
import org.aitbc.market.partner.*;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.*;

/** Without the database nothing here works, so its absence is the answer. */
@RestController
@RequestMapping("/v1/marketplace/enhanced/health")
@Tag(name = "licensing")
record HealthController(
        MarketClock clock,
        ServiceHealth serviceHealth,
        ChainDirectory chains,
        Royalties royalties,
        Licenses licenses,
        SalesAnalytics analytics,
        MeterRegistry meters,
        @Value("${server.port}") int port) {

    private static final String SERVICE = "marketplace-enhanced";
    private static final double GIGABYTE = 1 << 30;

    record EnhancedHealth(
            String status,
            String service,
            int port,
            Instant timestamp,
            String pythonVersion,
            EnhancedMachine system,
            EnhancedCapabilities capabilities,
            EnhancedFeatures nftFeatures,
            EnhancedTimes performance,
            EnhancedDependencies dependencies) {}

    record EnhancedMachine(
            double cpuPercent, double memoryPercent, double memoryAvailableGb, double diskPercent, double diskFreeGb) {}

    record EnhancedCapabilities(
            @JsonProperty("nft_20_standard") boolean nft20Standard,
            boolean royaltyManagement,
            boolean licensingVerification,
            boolean advancedAnalytics,
            boolean tradingExecution,
            boolean disputeResolution,
            boolean priceDiscovery) {}

    record EnhancedFeatures(
            boolean dynamicRoyalties,
            boolean programmaticLicenses,
            boolean usageTracking,
            boolean revenueSharing,
            boolean upgradeableTokens,
            boolean crossChainCompatibility) {}

    /** Mean durations of this instance's requests, such as {@code 12.3 ms}, or {@code unmeasured}. */
    record EnhancedTimes(
            String transactionProcessingTime,
            String royaltyCalculationTime,
            String licenseVerificationTime,
            String analyticsGenerationTime,
            String disputeResolutionTime,
            String successRate) {}

    /** Each {@code healthy} or {@code unavailable}; contracts are not used. */
    record EnhancedDependencies(
            String database,
            String blockchainNode,
            String smartContracts,
            String paymentProcessor,
            String analyticsEngine) {}

    record DeepHealth(
            String status,
            String service,
            int port,
            Instant timestamp,
            FeatureTests featureTests,
            String overallHealth) {}

    record FeatureTests(
            MintingTest nftMinting,
            RoyaltyTest royaltyCalculation,
            LicenseTest licenseVerification,
            TradingTest tradingExecution,
            AnalyticsTest analyticsGeneration) {}

    record MintingTest(String status, String processingTime, String gasCost, String successRate) {}

    record RoyaltyTest(String status, String calculationTime, String accuracy, List<String> supportedTiers) {}

    record LicenseTest(
            String status, String verificationTime, List<String> supportedLicenses, String validationAccuracy) {}

    /** @param slippage none: a purchase is made at the quoted price */
    record TradingTest(String status, String executionTime, String slippage, String successRate) {}

    record AnalyticsTest(String status, String generationTime, List<String> metricsAvailable, String accuracy) {}

    @GetMapping
    @Operation(summary = "Get the health of licensing, its machine and its dependencies")
    EnhancedHealth health() {
        Instant now = clock.now();
        String payments = word(serviceHealth.isReady("payment-service"));
        return new EnhancedHealth(
                payments.equals("healthy") ? "healthy" : "degraded",
                SERVICE,
                port,
                now,
                "Java " + Runtime.version().feature(),
                machine(),
                // nothing is a token here, and an admin decides where buyer and seller do not agree
                new EnhancedCapabilities(false, true, true, true, true, true, true),
                new EnhancedFeatures(true, true, false, true, false, true),
                new EnhancedTimes(
                        mean("/v1/global-marketplace/transactions"),
                        mean("/v1/marketplace/enhanced/royalties/calculate"),
                        mean("/v1/marketplace/enhanced/verification/verify"),
                        mean("/v1/marketplace/enhanced/analytics"),
                        mean("/v1/global-marketplace/transactions/{transactionId}/{verb:deliver|confirm|cancel}"),
                        successRate()),
                new EnhancedDependencies("healthy", node(), "not used", payments, "healthy"));
    }

    @GetMapping("/deep")
    @Operation(summary = "Run a test of each feature of licensing")
    DeepHealth deep() {
        Instant now = clock.now();
        UUID none = new UUID(0, 0);
        String royalty = timed(() -> royalties.of(none, BigDecimal.ONE));
        String license = timed(() -> licenses.require(none, SERVICE, null));
        String report = timed(() -> analytics.report(1, SalesAnalytics.KINDS));
        long start = System.nanoTime();
        boolean paid = serviceHealth.isReady("payment-service");
        String trading = milliseconds(System.nanoTime() - start);
        String overall = paid ? "healthy" : "degraded";
        FeatureTests tests = new FeatureTests(
                new MintingTest("unavailable", "none", "none", "none"),
                new RoyaltyTest("healthy", royalty, "8 decimals", List.of("primary", "secondary", "tertiary")),
                new LicenseTest(
                        "healthy", license, List.of("commercial", "research", "educational", "custom"), "exact"),
                new TradingTest(word(paid), trading, "none", successRate()),
                new AnalyticsTest("healthy", report, SalesAnalytics.KINDS, "exact"));
        return new DeepHealth(overall, SERVICE, port, now, tests, overall);
    }

    private String node() {
        try {
            return word(chains.chains().stream().anyMatch(ChainDirectory.Chain::available));
        } catch (Unavailable away) {
            return "unavailable";
        }
    }

    private static EnhancedMachine machine() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        File disk = new File(".");
        double memory = system.getFreeMemorySize();
        double space = disk.getUsableSpace();
        return new EnhancedMachine(
                Math.max(0, system.getCpuLoad()) * 100,
                (1 - memory / system.getTotalMemorySize()) * 100,
                memory / GIGABYTE,
                (1 - space / disk.getTotalSpace()) * 100,
                space / GIGABYTE);
    }

    private String mean(String uri) {
        Collection<Timer> timers =
                meters.find("http.server.requests").tag("uri", uri).timers();
        long count = timers.stream().mapToLong(Timer::count).sum();
        double total = timers.stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.NANOSECONDS))
                .sum();
        return count == 0 ? "unmeasured" : milliseconds((long) (total / count));
    }

    private String successRate() {
        SalesAnalytics.PerformanceFigures month =
                analytics.report(30, SalesAnalytics.KINDS).metrics().performance();
        return month == null ? "unmeasured" : String.format(Locale.ROOT, "%.1f%%", month.successRate() * 100);
    }

    private static String timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return milliseconds(System.nanoTime() - start);
    }

    private static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private static String word(boolean well) {
        return well ? "healthy" : "unavailable";
    }
}
