package org.aitbc.market.licensing;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.TimeUnit;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.json.RawJson;
import org.aitbc.market.licensing.SalesAnalytics.PerformanceFigures;
import org.aitbc.market.partner.*;
import org.aitbc.starter.database.DatabaseClock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.*;

/** Without the database nothing here works, so its absence is the answer. */
@RestController
@RequestMapping("/v1/marketplace/enhanced/health")
@Tag(name = "licensing")
record HealthController(
        DatabaseClock clock,
        Reachability reachability,
        ChainDirectory chains,
        OfferTerms offerTerms,
        SalesAnalytics analytics,
        MeterRegistry meters,
        @Value("${server.port}") int port) {

    private static final String SERVICE = "marketplace-enhanced";
    private static final double GIGABYTE = 1 << 30;

    /** Nothing is a token here, and an admin decides where buyer and seller do not agree. */
    private static final RawJson CAPABILITIES = new RawJson("""
        {"nft_20_standard": false, "royalty_management": true, "licensing_verification": true, "advanced_analytics": true,
        "trading_execution": true, "dispute_resolution": true, "price_discovery": true}""");

    private static final RawJson FEATURES = new RawJson("""
        {"dynamic_royalties": true, "programmatic_licenses": true, "usage_tracking": false, "revenue_sharing": true,
        "upgradeable_tokens": false, "cross_chain_compatibility": true}""");

    /**
     * @param pythonVersion for older clients; names the Java version
     * @param system of the machine
     * @param capabilities what the service can do
     * @param nftFeatures what of older clients' features there is
     * @param performance of the last requests
     * @param dependencies what it needs
     */
    record EnhancedHealth(
            String status,
            String service,
            int port,
            Instant timestamp,
            String pythonVersion,
            EnhancedMachine system,
            RawJson capabilities,
            RawJson nftFeatures,
            EnhancedTimes performance,
            EnhancedDependencies dependencies) {}

    /**
     * @param cpuPercent load of the processors
     * @param memoryPercent memory in use
     * @param memoryAvailableGb memory that is free
     * @param diskPercent disk in use
     * @param diskFreeGb disk that is free
     */
    record EnhancedMachine(
            double cpuPercent, double memoryPercent, double memoryAvailableGb, double diskPercent, double diskFreeGb) {}

    /**
     * Mean durations of this instance's requests, such as {@code 12.3 ms}, or {@code unmeasured}.
     *
     * @param transactionProcessingTime of purchases
     * @param royaltyCalculationTime of calculations of royalties
     * @param licenseVerificationTime of verifications
     * @param analyticsGenerationTime of reports
     * @param disputeResolutionTime of deliveries, confirmations and cancellations
     * @param successRate of requests
     */
    record EnhancedTimes(
            String transactionProcessingTime,
            String royaltyCalculationTime,
            String licenseVerificationTime,
            String analyticsGenerationTime,
            String disputeResolutionTime,
            String successRate) {}

    /**
     * Each {@code healthy} or {@code unavailable}; contracts are not used.
     *
     * @param database of this service
     * @param blockchainNode of the home chain
     * @param smartContracts not used
     * @param paymentProcessor payment-service
     * @param analyticsEngine of this service
     */
    record EnhancedDependencies(
            String database,
            String blockchainNode,
            String smartContracts,
            String paymentProcessor,
            String analyticsEngine) {}

    /**
     * @param featureTests each feature with what was measured
     * @param overallHealth healthy, or degraded
     */
    record DeepHealth(
            String status, String service, int port, Instant timestamp, RawJson featureTests, String overallHealth) {}

    @GetMapping
    @Operation(summary = "Get the health of licensing, its machine and its dependencies")
    EnhancedHealth health() {
        boolean paying = reachability.arePaymentsUp();
        return new EnhancedHealth(
                paying ? "healthy" : "degraded",
                SERVICE,
                port,
                clock.now(),
                "Java " + Runtime.version().feature(),
                machine(),
                CAPABILITIES,
                FEATURES,
                new EnhancedTimes(
                        mean("/v1/global-marketplace/transactions"),
                        mean("/v1/marketplace/enhanced/royalties/calculate"),
                        mean("/v1/marketplace/enhanced/verification/verify"),
                        mean("/v1/marketplace/enhanced/analytics"),
                        mean("/v1/global-marketplace/transactions/{transactionId}/{verb:deliver|confirm|cancel}"),
                        successRate()),
                new EnhancedDependencies("healthy", word(hasNode()), "not used", word(paying), "healthy"));
    }

    @GetMapping("/deep")
    @Operation(summary = "Run a test of each feature of licensing")
    DeepHealth deep() {
        Instant now = clock.now();
        UUID none = new UUID(0, 0);
        String royalty = timed(() -> offerTerms.royalties(none, BigDecimal.ONE));
        String license = timed(() -> offerTerms.requireLicense(none, SERVICE, null));
        String report = timed(() -> analytics.report(1, SalesAnalytics.KINDS));
        long start = System.nanoTime();
        boolean paying = reachability.arePaymentsUp();
        String trading = milliseconds(System.nanoTime() - start);
        String overall = paying ? "healthy" : "degraded";
        // a purchase is made at the quoted price, so nothing slips
        RawJson tests = new RawJson("""
            {"nft_minting": {"status": "unavailable", "processing_time": "none", "gas_cost": "none", "success_rate": "none"},
            "royalty_calculation": {"status": "healthy", "calculation_time": "%s", "accuracy": "8 decimals",
              "supported_tiers": ["primary", "secondary", "tertiary"]},
            "license_verification": {"status": "healthy", "verification_time": "%s",
              "supported_licenses": ["commercial", "research", "educational", "custom"], "validation_accuracy": "exact"},
            "trading_execution": {"status": "%s", "execution_time": "%s", "slippage": "none", "success_rate": "%s"},
            "analytics_generation": {"status": "healthy", "generation_time": "%s",
              "metrics_available": ["volume", "trends", "performance", "revenue"], "accuracy": "exact"}}""".formatted(royalty, license, word(paying), trading, successRate(), report));
        return new DeepHealth(overall, SERVICE, port, now, tests, overall);
    }

    private boolean hasNode() {
        try {
            return !chains.available().isEmpty();
        } catch (Unavailable away) {
            return false;
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
        double count = 0;
        double total = 0;
        for (Timer timer : meters.find("http.server.requests").tag("uri", uri).timers()) {
            count += timer.count();
            total += timer.totalTime(TimeUnit.NANOSECONDS);
        }
        return count == 0 ? "unmeasured" : milliseconds((long) (total / count));
    }

    private String successRate() {
        PerformanceFigures month =
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
