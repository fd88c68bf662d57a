package org.aitbc.payment.staking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/staking")
@Tag(name = "staking")
class StakingStatisticsController {

    private final StakeTotals totals;
    private final Standings standings;
    private final AgentHistory history;

    StakingStatisticsController(StakeTotals totals, Standings standings, AgentHistory history) {
        this.totals = totals;
        this.standings = standings;
        this.history = history;
    }

    @GetMapping("/stats")
    @Operation(summary = "Staking statistics, with the rewards of a period")
    StakingStats stats(@RequestParam(defaultValue = "daily") @Pattern(regexp = Period.WITH_HOURLY) String period) {
        List<AgentTotals> agents = totals.all(Period.of(period));
        return StakingStats.of(
                totals.active(null),
                totals.stakers(),
                totals.rewards(null, Period.of(period)),
                agents,
                standings.of(agents.stream().map(AgentTotals::agent).toList()));
    }

    @GetMapping("/leaderboard")
    @Operation(summary = "Agents ranked by total stake, rewards in a period, or APY")
    List<Leaderboard.Place> leaderboard(
            @RequestParam(defaultValue = "weekly") @Pattern(regexp = Period.PATTERN) String period,
            @RequestParam(defaultValue = "total_staked") @Pattern(regexp = Leaderboard.METRICS) String metric,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        List<AgentTotals> agents = totals.all(Period.of(period));
        return Leaderboard.of(
                agents, standings.of(agents.stream().map(AgentTotals::agent).toList()), metric, limit);
    }

    @GetMapping("/risk-assessment/{agentWallet}")
    @Operation(summary = "Risk assessment of staking on an agent")
    RiskAssessment risk(@PathVariable String agentWallet) {
        return RiskAssessment.of(
                standings.require(agentWallet),
                history.dailySuccess(agentWallet),
                totals.stakers(agentWallet).stream()
                        .map(StakeTotals.Share::amount)
                        .toList());
    }
}
