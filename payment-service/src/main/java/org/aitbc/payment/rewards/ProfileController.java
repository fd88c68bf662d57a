package org.aitbc.payment.rewards;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/rewards")
@Tag(name = "rewards")
class ProfileController {

    private static final int RECENT = 10;

    private final Standings standings;
    private final Profiles profiles;
    private final Calculations calculations;
    private final Distributions distributions;

    ProfileController(Standings standings, Profiles profiles, Calculations calculations, Distributions distributions) {
        this.standings = standings;
        this.profiles = profiles;
        this.calculations = calculations;
        this.distributions = distributions;
    }

    /**
     * @param tierProgress how much of the way to the next tier is done, 0..1
     */
    record Joined(String message, String agentId, RewardTier currentTier, BigDecimal tierProgress, Instant createdAt) {}

    /**
     * @param nextTier null in the highest
     * @param tierProgress how much of the way to the next tier is done, 0..1
     * @param trustScore 0..1000
     * @param requirementsMet of the next tier, or of the own one where it is the highest
     * @param benefits of the current tier
     */
    record TierProgress(
            String agentId,
            RewardTier currentTier,
            @Nullable RewardTier nextTier,
            BigDecimal tierProgress,
            BigDecimal trustScore,
            Map<String, Boolean> requirementsMet,
            TierView.Benefits benefits) {}

    @GetMapping("/profile/{agentId}")
    @Operation(summary = "Reward profile of an agent: tier, scores, streaks and rewards")
    ProfileView profile(@PathVariable String agentId) {
        return ProfileView.of(
                standings.require(agentId),
                profiles.paid(agentId),
                calculations.recent(agentId, RECENT),
                distributions.of(agentId, null, RECENT));
    }

    @PostMapping("/profile/{agentId}")
    @Transactional
    @Operation(summary = "Enrol an agent in rewards (the agent or an admin); repeating is harmless")
    Joined join(Caller caller, @PathVariable String agentId) {
        caller.requireOwner(agentId, "NOT_YOUR_PROFILE", "agent_id: your own is " + caller.subject());
        Standing standing = standings.require(agentId);
        profiles.join(agentId);
        return new Joined(
                "takes part in rewards", agentId, standing.tier(), standing.tierProgress(), profiles.joinedAt(agentId));
    }

    @GetMapping("/tier-progress/{agentId}")
    @Operation(summary = "Progress of an agent towards the next tier")
    TierProgress tierProgress(@PathVariable String agentId) {
        profiles.joinedAt(agentId);
        Standing standing = standings.require(agentId);
        RewardTier tier = standing.tier();
        RewardTier asked = tier.next().orElse(tier);
        return new TierProgress(
                agentId,
                tier,
                tier.next().orElse(null),
                standing.tierProgress(),
                standing.trustScore(),
                Map.of("min_trust_score", asked.isReachedBy(standing.trustScore())),
                TierView.Benefits.of(tier));
    }
}
