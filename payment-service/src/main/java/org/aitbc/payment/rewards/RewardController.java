package org.aitbc.payment.rewards;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.payment.rewards.DistributeReward.RewardDistributed;
import org.aitbc.payment.rewards.PayPending.Processed;
import org.aitbc.starter.idempotent.Idempotent;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/rewards")
@Tag(name = "rewards")
class RewardController {

    private final DistributeReward distributeReward;
    private final PayPending payPending;
    private final Standings standings;
    private final Milestones milestones;
    private final Distributions distributions;

    RewardController(
            DistributeReward distributeReward,
            PayPending payPending,
            Standings standings,
            Milestones milestones,
            Distributions distributions) {
        this.distributeReward = distributeReward;
        this.payPending = payPending;
        this.standings = standings;
        this.milestones = milestones;
        this.distributions = distributions;
    }

    @PostMapping("/calculate-and-distribute")
    @Operation(summary = "Calculate a reward and pay it from the rewards pool (admin); pending while that is short")
    @Idempotent("reward.distribute")
    RewardDistributed distribute(Caller caller, @Valid @RequestBody RewardRequest body) {
        return distributeReward.run(body);
    }

    @PostMapping("/batch-process")
    @Operation(
            summary = "Reward reached milestones and pay pending distributions, oldest first (admin)",
            description =
                    "An agent's milestones come to half of its payers' network fees at most, of which 20 AITBC count for each payer; the rest wait for more fees.")
    @Idempotent("reward.batch")
    Processed payPending(Caller caller, @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        return payPending.run(limit);
    }

    @PostMapping("/simulate-reward")
    @Operation(summary = "Simulate a reward; nothing is stored")
    Simulation simulate(@Valid @RequestBody RewardRequest body) {
        body.referenceAt();
        return Simulation.of(body.rewardType(), standings.require(body.agentId()), body.baseAmount());
    }

    @GetMapping("/milestones/{agentId}")
    @Operation(
            summary = "Milestones, with an agent's progress",
            description =
                    "A completed milestone is claimed once the network fees of the agent's payers cover its reward twice.")
    List<MilestoneView> milestones(
            @PathVariable String agentId, @RequestParam(defaultValue = "true") boolean includeCompleted) {
        return milestones.of(standings.require(agentId)).stream()
                .filter(one -> includeCompleted || !one.isCompleted())
                .toList();
    }

    @GetMapping("/distributions/{agentId}")
    @Operation(summary = "Rewards of an agent, paid and pending, newest first")
    List<Distribution.DistributionView> distributions(
            @PathVariable String agentId,
            @RequestParam @Nullable String status,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        RewardStatus wanted = status == null ? null : Words.parse(RewardStatus.class, "status", status);
        return distributions.of(standings.require(agentId).agent(), wanted, limit);
    }
}
