package org.aitbc.payment.rewards;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.aitbc.domain.error.Invalid;
import org.aitbc.starter.paging.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/rewards")
@Tag(name = "rewards")
class RewardReportController {

    private final RewardReports reports;
    private final Leaderboard leaderboard;

    RewardReportController(RewardReports reports, Leaderboard leaderboard) {
        this.reports = reports;
        this.leaderboard = leaderboard;
    }

    @GetMapping("/tiers")
    @Operation(summary = "Reward tiers: minimum trust score and multiplier")
    List<TierView> tiers() {
        return Arrays.stream(RewardTier.values()).map(TierView::of).toList();
    }

    @GetMapping("/leaderboard")
    @Operation(summary = "Agents with the highest rewards of today, the last 7 or the last 30 days")
    List<Leaderboard.LeaderboardLine> leaderboard(
            @RequestParam @Nullable String tier,
            @RequestParam(defaultValue = "weekly") String period,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        RewardPeriod days = Words.parse(RewardPeriod.class, "period", period);
        RewardTier wanted = tier == null ? null : Words.parse(RewardTier.class, "tier", tier);
        return leaderboard.since(days.firstDay(LocalDate.now(ZoneOffset.UTC)), wanted, limit);
    }

    @GetMapping("/analytics")
    @Operation(summary = "Rewards paid between two days (UTC, inclusive)")
    RewardAnalytics analytics(
            @RequestParam(defaultValue = "daily") String periodType,
            @RequestParam @Nullable String startDate,
            @RequestParam @Nullable String endDate) {
        RewardPeriod period = Words.parse(RewardPeriod.class, "period_type", periodType);
        LocalDate to = day("end_date", endDate, LocalDate.now(ZoneOffset.UTC));
        LocalDate from = day("start_date", startDate, period.firstDay(to));
        if (from.isAfter(to)) {
            throw new Invalid("VALIDATION_ERROR", "start_date: is after end_date");
        }
        return RewardAnalytics.of(period, from, to, reports.totals(from, to), reports.tiers(from, to));
    }

    private static LocalDate day(String name, @Nullable String text, LocalDate otherwise) {
        Instant time = Times.parse(name, text);
        return time == null ? otherwise : LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
