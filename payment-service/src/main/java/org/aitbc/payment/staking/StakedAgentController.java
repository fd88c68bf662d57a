package org.aitbc.payment.staking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.List;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.starter.paging.PageLimits;
import org.aitbc.starter.paging.PageNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "staking")
class StakedAgentController {

    private static final int AGENTS = 50;

    private final Standings standings;
    private final StakeTotals totals;
    private final StakingPools pools;
    private final Distributions distributions;
    private final AgentHistory history;
    private final StakeRates rates;

    StakedAgentController(
            Standings standings,
            StakeTotals totals,
            StakingPools pools,
            Distributions distributions,
            AgentHistory history,
            StakeRates rates) {
        this.standings = standings;
        this.totals = totals;
        this.pools = pools;
        this.distributions = distributions;
        this.history = history;
        this.rates = rates;
    }

    /**
     * @param baseApy percent a year before the multipliers
     */
    record AgentApy(
            String agentWallet, int lockPeriod, BigDecimal currentApy, BigDecimal baseApy, BigDecimal tierMultiplier) {}

    @GetMapping({"/v1/agents/supported", "/v1/staking/agents/supported"})
    @Operation(summary = "Agents that accept stakes, largest total stake first")
    SupportedAgents supported(
            @PageLimits(max = 100, value = AGENTS) PageNumber page, @RequestParam @Nullable Tier tier) {
        return SupportedAgents.of(standings.all(), totals.byAgent(), tier, page);
    }

    @GetMapping("/v1/agents/{agentWallet}/metrics")
    @Operation(summary = "Performance metrics of an agent")
    AgentMetrics metrics(@PathVariable String agentWallet) {
        Standing agent = standings.require(agentWallet);
        return AgentMetrics.of(agent, totals.of(agentWallet), distributions.total(agentWallet), history);
    }

    @GetMapping("/v1/agents/{agentWallet}/staking-pool")
    @Operation(summary = "Staking pool of an agent")
    StakingPool pool(@PathVariable String agentWallet) {
        return pools.require(agentWallet);
    }

    @GetMapping("/v1/staking/pools")
    @Operation(summary = "Staking pools, newest first")
    List<StakingPool> pools(PageNumber page) {
        return pools.list(page);
    }

    @GetMapping("/v1/agents/{agentWallet}/apy")
    @Operation(summary = "Annual yield of a stake on an agent in percent; the base of all for an unknown agent")
    AgentApy apy(
            @PathVariable String agentWallet,
            @RequestParam(defaultValue = "30") @Min(1) @Max(StakePolicy.LONGEST_LOCK_DAYS) int lockPeriod) {
        BigDecimal base = Amounts.shown(rates.base());
        return standings
                .find(agentWallet)
                .map(agent -> new AgentApy(
                        agentWallet,
                        lockPeriod,
                        Amounts.shown(agent.apy(lockPeriod)),
                        base,
                        agent.tier().multiplier()))
                .orElse(new AgentApy(agentWallet, lockPeriod, base, base, Tier.BRONZE.multiplier()));
    }
}
