package org.aitbc.market.enhanced;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
import org.aitbc.market.enhanced.DeepHealth.AnalyticsTest;
import org.aitbc.market.enhanced.DeepHealth.LicenseTest;
import org.aitbc.market.enhanced.DeepHealth.Minting;
import org.aitbc.market.enhanced.DeepHealth.RoyaltyTest;
import org.aitbc.market.enhanced.DeepHealth.TradingTest;
import org.aitbc.market.enhanced.EnhancedHealth.EnhancedCapabilities;
import org.aitbc.market.enhanced.EnhancedHealth.EnhancedDependencies;
import org.aitbc.market.enhanced.EnhancedHealth.EnhancedFeatures;
import org.aitbc.market.enhanced.EnhancedHealth.EnhancedMachine;
import org.aitbc.market.enhanced.EnhancedHealth.EnhancedTimes;
import org.aitbc.market.partner.ChainDirectory;
import org.aitbc.market.partner.ServiceHealth;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/enhanced/health")
@Tag(name = "enhanced marketplace")
class HealthController {

    private static final String HEALTHY = "healthy";
    private static final String UNAVAILABLE = "unavailable";
    private static final String SERVICE = "marketplace-enhanced";
    private static final int DAYS = 30;
    private static final double PERCENT = 100;
    private static final double GIGABYTE = 1 << 30;

    private final JdbcClient jdbc;
    private final ServiceHealth serviceHealth;
    private final ChainDirectory chains;
    private final Royalties royalties;
    private final Licenses licenses;
    private final Figures figures;
    private final MeterRegistry meters;
    private final int port;

    HealthController(
            JdbcClient jdbc,
            ServiceHealth serviceHealth,
            ChainDirectory chains,
            Royalties royalties,
            Licenses licenses,
            Figures figures,
            MeterRegistry meters,
            @Value("${server.port}") int port) {
        this.jdbc = jdbc;
        this.serviceHealth = serviceHealth;
        this.chains = chains;
        this.royalties = royalties;
        this.licenses = licenses;
        this.figures = figures;
        this.meters = meters;
        this.port = port;
    }

    @GetMapping
    @Operation(summary = "How this part of the market, its machine and what it depends on are now")
    EnhancedHealth health() {
        Instant now = now();
        EnhancedDependencies dependencies = new EnhancedDependencies(
                HEALTHY, node(), "not used", word(serviceHealth.isReady("payment-service")), HEALTHY);
        boolean well = dependencies.paymentProcessor().equals(HEALTHY);
        return new EnhancedHealth(
                well ? HEALTHY : "degraded",
                SERVICE,
                port,
                now,
                "Java " + Runtime.version().feature(),
                machine(),
                EnhancedCapabilities.HERE,
                EnhancedFeatures.HERE,
                new EnhancedTimes(
                        mean("/v1/global-marketplace/transactions"),
                        mean("/v1/marketplace/enhanced/royalties/calculate"),
                        mean("/v1/marketplace/enhanced/verification/verify"),
                        mean("/v1/marketplace/enhanced/analytics"),
                        mean("/v1/global-marketplace/transactions/{transactionId}/{verb:deliver|confirm|cancel}"),
                        successRate()),
                dependencies);
    }

    @GetMapping("/deep")
    @Operation(summary = "Tries each part, and measures it")
    DeepHealth deep() {
        Instant now = now();
        UUID nothing = new UUID(0, 0);
        String royalty = timed(() -> royalties.of(nothing, BigDecimal.ONE));
        String license = timed(() -> licenses.require(nothing, SERVICE, null));
        String analytics = timed(() -> figures.of(1, null));
        long start = System.nanoTime();
        boolean paid = serviceHealth.isReady("payment-service");
        String trading = milliseconds(System.nanoTime() - start);
        String overall = paid ? HEALTHY : "degraded";
        return new DeepHealth(
                overall,
                SERVICE,
                port,
                now,
                new DeepHealth.FeatureTests(
                        Minting.NONE,
                        new RoyaltyTest(HEALTHY, royalty, "8 decimals", List.of("primary", "secondary", "tertiary")),
                        new LicenseTest(
                                HEALTHY, license, List.of("commercial", "research", "educational", "custom"), "exact"),
                        new TradingTest(word(paid), trading, "none", successRate()),
                        new AnalyticsTest(HEALTHY, analytics, Figures.KINDS, "exact")),
                overall);
    }

    /** The database's; where it is away, nothing here works, and that is the answer. */
    private Instant now() {
        return jdbc.sql("select now()")
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private String node() {
        try {
            return word(chains.chains().stream().anyMatch(ChainDirectory.Chain::available));
        } catch (Unavailable away) {
            return UNAVAILABLE;
        }
    }

    private static EnhancedMachine machine() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        File disk = new File(".");
        double free = system.getFreeMemorySize();
        return new EnhancedMachine(
                Math.max(0, system.getCpuLoad()) * PERCENT,
                (1 - free / system.getTotalMemorySize()) * PERCENT,
                free / GIGABYTE,
                (1 - (double) disk.getUsableSpace() / disk.getTotalSpace()) * PERCENT,
                disk.getUsableSpace() / GIGABYTE);
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

    /** Of purchases that have ended, those that were completed. */
    private String successRate() {
        Figures.PerformanceFigures measured = figures.of(DAYS, null).metrics().performance();
        return measured == null ? "unmeasured" : String.format(Locale.ROOT, "%.1f%%", measured.successRate() * PERCENT);
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
        return well ? HEALTHY : UNAVAILABLE;
    }
}
