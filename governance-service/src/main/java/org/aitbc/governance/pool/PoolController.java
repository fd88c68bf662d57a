package org.aitbc.governance.pool;

import com.fasterxml.jackson.annotation.*;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.*;
import java.math.*;
import java.time.Instant;
import java.util.*;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.StakingFigures;
import org.aitbc.domain.payment.StakingFigures.*;
import org.aitbc.governance.parameter.GovernanceRules;
import org.aitbc.governance.power.People;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

/** The pools of agents under a name; what they hold and pay is payment-service's. */
@RestController
@RequestMapping("/v1/governance-enhanced/staking")
record PoolController(JdbcClient jdbc, StakingFigures staking, People people, GovernanceRules rules) {

    record Named(UUID poolId, String poolName, String developerAddress, BigDecimal declaredBaseApy, Instant createdAt) {

        private Pool with(AgentPool agent) {
            boolean none = agent.staked().signum() == 0 || agent.paid().signum() == 0;
            BigDecimal staked30Days = agent.staked().multiply(BigDecimal.valueOf(30));
            BigDecimal paid = none
                    ? null
                    : agent.paid().multiply(BigDecimal.valueOf(36_500)).divide(staked30Days, 4, RoundingMode.DOWN);
            return new Pool(
                    this,
                    agent.apy(),
                    agent.multiplier(),
                    agent.tier(),
                    agent.staked(),
                    agent.stakers(),
                    agent.balance(),
                    paid);
        }
    }

    /** @param baseApy percent a year by today's formula */
    record Pool(
            @JsonUnwrapped Named named,
            BigDecimal baseApy,
            BigDecimal reputationMultiplier,
            String tier,
            BigDecimal totalStaked,
            int stakersCount,
            BigDecimal poolBalance,
            @JsonProperty("paid_apy_30d") @Nullable BigDecimal paidApy30d) {}

    record PoolCreated(boolean success, Pool pool, String message) {}

    record RewardEstimate(
            UUID poolId,
            String stakerAddress,
            BigDecimal amount,
            int durationDays,
            @JsonUnwrapped Quote quote) {}

    record Distribution(
            UUID poolId, BigDecimal totalDistributed, int stakersRewarded, UUID posting, Instant timestamp) {}

    record Distributed(boolean success, Distribution distribution, String message) {}

    /** @param reputationMultiplier for older clients: it is measured */
    @PostMapping("/pools")
    @Operation(summary = "Name the pool of an agent, as the owner of its miners")
    PoolCreated create(
            Caller caller,
            @RequestParam @Size(min = 1, max = 100) String poolName,
            @RequestParam String developerAddress,
            @RequestParam @PositiveOrZero @Digits(integer = 5, fraction = 4) BigDecimal baseApy,
            @RequestParam BigDecimal reputationMultiplier) {
        String developer = people.self(caller, developerAddress, "developer_address");
        String ceiling = rules.apyCeiling.get().stripTrailingZeros().toPlainString();
        Invalid.when(
                baseApy.compareTo(rules.apyCeiling.get()) > 0,
                "ABOVE_CEILING",
                "base_apy: the formula of rewards comes to " + ceiling + " percent a year at most");
        boolean agent = jdbc.sql("select exists (select from core.miner where owner = ?)")
                .param(developer)
                .query(Boolean.class)
                .single();
        if (!agent) {
            throw new NotFound("AGENT_NOT_FOUND", "you own no miners");
        }
        // nothing is written where the answer would fail
        AgentPool figures = staking.pools(List.of(developer)).getFirst();
        Named named = jdbc.sql("""
            insert into governance.pool (pool_id, pool_name, developer_address, declared_base_apy) values (?, ?, ?, ?)
            returning *""")
                .params(Ids.next(), poolName, developer, baseApy)
                .query(Named.class)
                .single();
        return new PoolCreated(true, named.with(figures), "Pool created");
    }

    @GetMapping("/pools")
    @Operation(summary = "Named pools, with what they hold and have paid")
    List<Pool> list(@RequestParam @Nullable String developerAddress) {
        List<Named> named = jdbc.sql("""
            select * from governance.pool where :developer::text is null or developer_address = :developer
            order by pool_id limit 1000""")
                .param("developer", developerAddress)
                .query(Named.class)
                .list();
        List<String> developers = named.stream().map(Named::developerAddress).toList();
        Map<String, AgentPool> figures = developers.isEmpty()
                ? Map.of()
                : staking.pools(developers).stream().collect(Collectors.toMap(AgentPool::agent, Function.identity()));
        return named.stream()
                .map(one -> one.with(Objects.requireNonNull(figures.get(one.developerAddress))))
                .toList();
    }

    @GetMapping("/calculate-rewards")
    @Operation(summary = "What a stake would earn: by the formula, and with what the pool holds now")
    RewardEstimate calculate(
            @RequestParam UUID poolId,
            @RequestParam String stakerAddress,
            @RequestParam @DecimalMin("100") @DecimalMax("100000") @Digits(integer = 6, fraction = 8) BigDecimal amount,
            @RequestParam @Min(1) @Max(365) int durationDays) {
        Quote quote = staking.quote(require(poolId).developerAddress, amount, durationDays);
        return new RewardEstimate(poolId, stakerAddress, amount, durationDays, quote);
    }

    @PostMapping("/distribute-rewards/{poolId}")
    @Operation(summary = "Pay what a pool owes all its stakes until now (its developer, or an admin)")
    Distributed distribute(Caller caller, @PathVariable UUID poolId) {
        String developer = require(poolId).developerAddress;
        caller.requireOwner(developer, "NOT_YOUR_POOL", "a pool's developer and admins distribute its rewards");
        PoolSettled paid = staking.settle(developer);
        return new Distributed(
                true,
                new Distribution(poolId, paid.total(), paid.stakers(), paid.posting(), paid.at()),
                "Rewards distributed");
    }

    private Named require(UUID id) {
        return jdbc.sql("select * from governance.pool where pool_id = ?")
                .param(id)
                .query(Named.class)
                .optional()
                .orElseThrow(() -> new NotFound("POOL_NOT_FOUND", "there is no such pool"));
    }
}
