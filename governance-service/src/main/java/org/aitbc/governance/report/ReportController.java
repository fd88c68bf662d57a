package org.aitbc.governance.report;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.*;
import java.math.*;
import java.time.*;
import java.util.*;
import java.util.function.Supplier;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.TreasuryBooks;
import org.aitbc.governance.clock.GovernanceClock;
import org.aitbc.governance.treasury.Treasuries;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;
import tools.jackson.databind.json.JsonMapper;

@RestController
record ReportController(
        JdbcClient jdbc,
        Figures figures,
        Treasuries treasuries,
        TreasuryBooks books,
        GovernanceClock clock,
        JsonMapper json) {

    /**
     * @param passRate of proposals that ended; null without one
     * @param executionRate of those that passed
     */
    record Metrics(
            @Nullable BigDecimal passRate,
            @Nullable BigDecimal executionRate,
            @Nullable BigDecimal participation) {}

    /** @param totalProposals whose vote began in the period */
    record TransparencyReport(
            UUID reportId,
            String period,
            long totalProposals,
            long passedProposals,
            long activeVoters,
            BigDecimal totalVotingPowerParticipated,
            BigDecimal treasuryInflow,
            BigDecimal treasuryOutflow,
            Metrics metrics,
            Instant generatedAt) {}

    record Analytics(
            int periodDays,
            Figures.Voting proposals,
            @Nullable BigDecimal votingParticipation,
            Figures.Councils regionalCouncils,
            Figures.Treasury treasury,
            Figures.Staking staking,
            Instant generatedAt) {}

    /**
     * @param overallHealth by the rule
     * @param participation the mean share of members that voted, of proposals that ended; null without one
     */
    record RegionalHealth(
            String region,
            long councils,
            long pendingProposals,
            long passedProposals,
            @Nullable BigDecimal participation,
            BigDecimal balance,
            long miners,
            String overallHealth,
            String rule,
            Instant lastUpdated) {}

    private record Region(
            List<UUID> councils,
            long pending,
            long passed,
            @Nullable BigDecimal participation,
            long miners,
            boolean withoutQuorum,
            boolean waiting) {}

    record Services(
            String database,
            String treasuryContracts,
            String stakingContracts,
            String regionalCouncils,
            String complianceSystems) {}

    record HealthMetrics(
            long totalProfiles,
            long activeProposals,
            long regionalCouncils,
            @Nullable BigDecimal treasuryBalance,
            long stakingPools) {}

    record GovernanceHealth(String status, Services services, HealthMetrics metrics, Instant lastUpdated) {}

    private record Counts(
            long profiles, long active, long councils, long pools, long requirements, long jurisdictions) {}

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

    @PostMapping("/v1/governance/analytics/reports")
    @Tag(name = "governance")
    @Operation(summary = "Figures of a year, quarter, month or day; once it is over they stay as they are")
    TransparencyReport report(@RequestParam String period) {
        Period asked = Period.of(period);
        Instant now = clock.now();
        Invalid.when(asked.from().isAfter(now), "VALIDATION_ERROR", "period: has not begun");
        if (now.isBefore(asked.to())) {
            return figuresOf(asked, now);
        }
        Optional<TransparencyReport> before = kept(period);
        if (before.isEmpty()) {
            jdbc.sql("insert into governance.report values (?, ?::json) on conflict do nothing")
                    .params(period, json.writeValueAsString(figuresOf(asked, now)))
                    .update();
        }
        return before.or(() -> kept(period)).orElseThrow();
    }

    private Optional<TransparencyReport> kept(String period) {
        return jdbc.sql("select report from governance.report where period = ?")
                .param(period)
                .query((row, _) -> json.readValue(row.getString(1), TransparencyReport.class))
                .optional();
    }

    private TransparencyReport figuresOf(Period period, Instant now) {
        Figures.Voting voting = figures.voting(period.from(), period.to());
        Figures.Treasury treasury = figures.treasury(period.from(), period.to());
        BigDecimal passed = BigDecimal.valueOf(voting.passed());
        BigDecimal ended = passed.add(BigDecimal.valueOf(voting.defeated()));
        Metrics metrics = new Metrics(
                Figures.ratio(passed, ended, BigDecimal.ONE),
                Figures.ratio(BigDecimal.valueOf(voting.executed()), passed, BigDecimal.ONE),
                voting.participation());
        return new TransparencyReport(
                Ids.next(),
                period.text(),
                voting.proposals(),
                voting.passed(),
                voting.voters(),
                voting.power(),
                treasury.inflow(),
                treasury.outflow(),
                metrics,
                now);
    }

    @GetMapping("/v1/governance-enhanced/analytics/governance")
    @Tag(name = "governance_enhanced")
    @Operation(summary = "Counts and rates of the last days; null where there is nothing to count")
    Analytics analytics(@RequestParam(defaultValue = "30") @Min(1) @Max(365) int timePeriodDays) {
        Instant now = clock.now();
        Instant from = now.minus(Duration.ofDays(timePeriodDays));
        Figures.Voting voting = figures.voting(from, now);
        return new Analytics(
                timePeriodDays,
                voting,
                voting.participation(),
                figures.councils(from, now),
                figures.treasury(from, now),
                figures.staking(from, now),
                now);
    }

    @GetMapping("/v1/governance-enhanced/analytics/regional-health/{region}")
    @Tag(name = "governance_enhanced")
    @Operation(summary = "How the councils of a region do, by a rule that is part of the answer")
    RegionalHealth regionalHealth(@PathVariable String region) {
        Region found = jdbc.sql("""
            with c as (select id from governance.council where kind = 'regional' and region = :region),
              p as (select * from governance.proposal where council_id in (select id from c)),
              last as (select votes_for + votes_abstain < quorum_required as without from p
                       where ended_at is not null and state <> 'canceled' order by ended_at desc limit 3)
            select array(select id from c) as councils, (select count(*) from p where state in ('pending', 'active')) as pending,
              (select count(*) from p where state in ('succeeded', 'queued', 'executed')) as passed,
              (select round(avg((votes_for + votes_against + votes_abstain) / nullif(total_power, 0)), 6)
               from p where ended_at is not null) as participation,
              (select count(*) from core.miner where region = :region and not deregistered) as miners,
              (select count(*) = 3 and bool_and(without) from last) as without_quorum,
              (select exists (select from governance.allocation a where a.council_id in (select id from c)
                 and a.state in ('proposed', 'approved') and a.proposed_at < :waiting)) as waiting""")
                .param("region", region)
                .param("waiting", clock.now().minus(Duration.ofDays(14)))
                .query(Region.class)
                .single();
        if (found.councils.isEmpty() && found.miners == 0) {
            throw new NotFound("REGION_NOT_FOUND", "the region has neither a council nor miners");
        }
        Map<String, BigDecimal> balances = treasuries.balances();
        BigDecimal balance = found.councils.stream()
                .map(one -> balances.getOrDefault(Treasuries.of(one), BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean degraded = found.withoutQuorum || found.waiting;
        return new RegionalHealth(
                region,
                found.councils.size(),
                found.pending,
                found.passed,
                found.participation,
                balance,
                found.miners,
                found.councils.isEmpty() ? "inactive" : degraded ? "degraded" : "healthy",
                "inactive without a council; degraded when the last three proposals had no quorum, or an allocation waits for"
                        + " more than 14 days; else healthy",
                clock.now());
    }

    private Counts counts() {
        return jdbc.sql("""
            select (select count(*) from governance.profile) as profiles,
              (select count(*) from governance.proposal where state = 'active') as active,
              (select count(*) from governance.council where kind = 'regional') as councils,
              (select count(*) from governance.pool) as pools,
              (select count(*) from governance.jurisdiction
               where kyc_required or aml_required or tax_reporting or minimum_stake > 0) as requirements,
              (select count(*) from governance.jurisdiction) as jurisdictions""").query(Counts.class).single();
    }

    /** Nothing while payment-service is away. */
    private static <T> Optional<T> asked(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (Unavailable away) {
            return Optional.empty();
        }
    }

    private String money() {
        return asked(() -> books.audit().sound() ? "operational" : "books_wrong")
                .orElse("unavailable");
    }

    @GetMapping("/v1/governance-enhanced/health")
    @Tag(name = "governance_enhanced")
    @Operation(summary = "Whether governance and what it needs work")
    GovernanceHealth health() {
        Counts counts = counts();
        String money = money();
        String status = money.equals("operational") ? "healthy" : "degraded";
        Services services = new Services(
                "operational",
                money,
                money,
                counts.councils == 0 ? "none" : "operational",
                counts.requirements == 0 ? "not_configured" : "operational");
        BigDecimal balance = treasuries
                .known()
                .map(all -> all.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .orElse(null);
        return new GovernanceHealth(
                status,
                services,
                new HealthMetrics(counts.profiles, counts.active, counts.councils, balance, counts.pools),
                clock.now());
    }

    @GetMapping("/v1/governance-enhanced/status")
    @Tag(name = "governance_enhanced")
    @Operation(summary = "An overview of the last 30 days; null where there is nothing to tell")
    PlatformStatus status() {
        Instant now = clock.now();
        Instant from = now.minus(Duration.ofDays(30));
        Counts counts = counts();
        String money = money();
        Figures.Voting voting = figures.voting(from, now);
        Figures.Councils councils = figures.councils(from, now);
        Optional<Figures.Treasury> treasury = asked(() -> figures.treasury(from, now));
        Optional<Figures.Staking> staking = asked(() -> figures.staking(from, now));
        return new PlatformStatus(
                "AITBC Governance",
                ReportController.class.getPackage().getImplementationVersion(),
                money.equals("operational") ? "operational" : "degraded",
                new Features(
                        counts.jurisdictions > 1,
                        counts.councils,
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
