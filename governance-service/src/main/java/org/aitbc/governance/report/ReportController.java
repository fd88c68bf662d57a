package org.aitbc.governance.report;

import com.fasterxml.jackson.annotation.*;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.*;
import java.math.*;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.governance.treasury.Treasuries;
import org.aitbc.starter.database.DatabaseClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
record ReportController(JdbcClient jdbc, Figures figures, Treasuries treasuries, DatabaseClock clock) {

    record Metrics(
            @Nullable BigDecimal passRate,
            @Nullable BigDecimal executionRate,
            @Nullable BigDecimal participation) {}

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

    private record Kept(TransparencyReport report) {}

    record Analytics(
            int periodDays,
            Figures.Voting proposals,
            @Nullable BigDecimal votingParticipation,
            Figures.Councils regionalCouncils,
            Figures.Treasury treasury,
            Figures.Staking staking,
            Instant generatedAt) {}

    record RegionalHealth(
            String region,
            @JsonUnwrapped Region figures,
            BigDecimal balance,
            String overallHealth,
            String rule,
            Instant lastUpdated) {}

    /** @param participation the mean share of members that voted, of proposals that ended; null without one */
    record Region(
            @JsonIgnore List<UUID> ids,
            long councils,
            long pendingProposals,
            long passedProposals,
            @Nullable BigDecimal participation,
            long miners,
            @JsonIgnore boolean withoutQuorum,
            @JsonIgnore boolean waiting) {}

    @PostMapping("/v1/governance/analytics/reports")
    @Operation(summary = "Figures of a year, quarter, month or day; once it is over they stay as they are")
    TransparencyReport report(@RequestParam String period) {
        Period asked = Period.of(period);
        Instant now = clock.now();
        Invalid.when(asked.from().isAfter(now), "VALIDATION_ERROR", "period: has not begun");
        if (now.isBefore(asked.to())) {
            return figuresOf(asked, now);
        }
        if (kept(period).isEmpty()) {
            jdbc.sql("insert into governance.report values (?, ?) on conflict do nothing")
                    .params(period, figuresOf(asked, now))
                    .update();
        }
        return kept(period).orElseThrow().report;
    }

    private Optional<Kept> kept(String period) {
        return jdbc.sql("select report from governance.report where period = ?")
                .param(period)
                .query(Kept.class)
                .optional();
    }

    private TransparencyReport figuresOf(Period period, Instant now) {
        Figures.Voting voting = figures.voting(period.from(), period.to());
        Figures.Treasury treasury = figures.treasury(period.from(), period.to());
        Metrics metrics = new Metrics(
                Figures.share(voting.passed(), voting.passed() + voting.defeated()),
                Figures.share(voting.executed(), voting.passed()),
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
    @Operation(summary = "How the councils of a region do, by a rule that is part of the answer")
    RegionalHealth regionalHealth(@PathVariable String region) {
        Region found = jdbc.sql("""
            with c as (select id from governance.council where kind = 'regional' and region = :region),
              p as (select * from governance.proposal where council_id in (select id from c)),
              last as (select votes_for + votes_abstain < quorum_required as without from p
                       where ended_at is not null and state <> 'canceled' order by ended_at desc limit 3)
            select array(select id from c) as ids, (select count(*) from c) as councils,
              (select count(*) from p where state in ('pending', 'active')) as pending_proposals,
              (select count(*) from p where state in ('succeeded', 'queued', 'executed')) as passed_proposals,
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
        if (found.councils == 0 && found.miners == 0) {
            throw new NotFound("REGION_NOT_FOUND", "the region has neither a council nor miners");
        }
        Map<String, BigDecimal> balances = treasuries.balances();
        BigDecimal balance = found.ids.stream()
                .map(one -> balances.getOrDefault(Treasuries.of(one), BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean degraded = found.withoutQuorum || found.waiting;
        return new RegionalHealth(
                region,
                found,
                balance,
                found.councils == 0 ? "inactive" : degraded ? "degraded" : "healthy",
                "inactive without a council; degraded when the last three proposals had no quorum, or an allocation waits for"
                        + " more than 14 days; else healthy",
                clock.now());
    }
}
