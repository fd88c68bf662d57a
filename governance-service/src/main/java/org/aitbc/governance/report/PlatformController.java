package org.aitbc.governance.report;

import com.fasterxml.jackson.annotation.*;
import io.swagger.v3.oas.annotations.Operation;
import java.math.*;
import java.time.*;
import java.util.Optional;
import org.aitbc.governance.treasury.Treasuries;
import org.aitbc.starter.database.DatabaseClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

/** How governance and what it needs are doing, also while payment-service is away. */
@RestController
record PlatformController(JdbcClient jdbc, Figures figures, Treasuries treasuries, DatabaseClock clock) {

    record Services(
            String database,
            String treasuryContracts,
            String stakingContracts,
            String regionalCouncils,
            String complianceSystems) {}

    record Counts(
            long totalProfiles,
            long activeProposals,
            long regionalCouncils,
            long stakingPools,
            @JsonIgnore long requirements,
            @JsonIgnore long jurisdictions) {}

    record HealthMetrics(
            @JsonUnwrapped Counts counts, @Nullable BigDecimal treasuryBalance) {}

    record GovernanceHealth(String status, Services services, HealthMetrics metrics, Instant lastUpdated) {}

    record Features(
            boolean multiJurisdictionalSupport,
            long regionalCouncils,
            boolean treasuryManagement,
            boolean stakingRewards,
            boolean complianceIntegration) {}

    record Coverage(long totalRegions, long activeCouncils, long supportedJurisdictions) {}

    record Performance(
            @Nullable String averageProposalTime,
            @Nullable String votingParticipation,
            @Nullable String treasuryUtilization,
            @Nullable String stakingApy) {}

    record PlatformStatus(
            String platform,
            @Nullable String version,
            String status,
            Features features,
            Figures.Voting statistics,
            Figures.@Nullable Treasury treasury,
            Coverage regionalCoverage,
            Performance performance,
            Instant lastUpdated) {}

    private Counts counts() {
        return jdbc.sql("""
            select (select count(*) from governance.profile) as total_profiles,
              (select count(*) from governance.proposal where state = 'active') as active_proposals,
              (select count(*) from governance.council where kind = 'regional') as regional_councils,
              (select count(*) from governance.pool) as staking_pools,
              (select count(*) from governance.jurisdiction
               where kyc_required or aml_required or tax_reporting or minimum_stake > 0) as requirements,
              (select count(*) from governance.jurisdiction) as jurisdictions""").query(Counts.class).single();
    }

    private String money() {
        return Treasuries.asked(() -> treasuries.books().audit().sound() ? "operational" : "books_wrong")
                .orElse("unavailable");
    }

    @GetMapping("/v1/governance-enhanced/health")
    @Operation(summary = "Whether governance and what it needs work")
    GovernanceHealth health() {
        Counts counts = counts();
        String money = money();
        String status = money.equals("operational") ? "healthy" : "degraded";
        Services services = new Services(
                "operational",
                money,
                money,
                counts.regionalCouncils == 0 ? "none" : "operational",
                counts.requirements == 0 ? "not_configured" : "operational");
        BigDecimal balance = Treasuries.asked(treasuries::balances)
                .map(all -> all.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .orElse(null);
        return new GovernanceHealth(status, services, new HealthMetrics(counts, balance), clock.now());
    }

    @GetMapping("/v1/governance-enhanced/status")
    @Operation(summary = "An overview of the last 30 days; null where there is nothing to tell")
    PlatformStatus status() {
        Instant now = clock.now();
        Instant from = now.minus(Duration.ofDays(30));
        Counts counts = counts();
        String money = money();
        Figures.Voting voting = figures.voting(from, now);
        Figures.Councils councils = figures.councils(from, now);
        Optional<Figures.Treasury> treasury = Treasuries.asked(() -> figures.treasury(from, now));
        Optional<Figures.Staking> staking = Treasuries.asked(() -> figures.staking(from, now));
        return new PlatformStatus(
                "AITBC Governance",
                PlatformController.class.getPackage().getImplementationVersion(),
                money.equals("operational") ? "operational" : "degraded",
                new Features(
                        counts.jurisdictions > 1,
                        counts.regionalCouncils,
                        treasury.isPresent(),
                        staking.isPresent(),
                        counts.requirements > 0),
                voting,
                treasury.orElse(null),
                new Coverage(councils.regions(), councils.total(), counts.jurisdictions),
                new Performance(
                        words(voting.averageSeconds(), new BigDecimal("0.000011574074"), " days"),
                        words(voting.participation(), BigDecimal.valueOf(100), "%"),
                        words(
                                treasury.map(Figures.Treasury::utilizationRate).orElse(null),
                                BigDecimal.valueOf(100),
                                "%"),
                        words(staking.map(Figures.Staking::averageApy).orElse(null), BigDecimal.ONE, "%")),
                now);
    }

    private static @Nullable String words(@Nullable BigDecimal value, BigDecimal times, String unit) {
        return value == null
                ? null
                : value.multiply(times).setScale(1, RoundingMode.HALF_UP).toPlainString() + unit;
    }
}
