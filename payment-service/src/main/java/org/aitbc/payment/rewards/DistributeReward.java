package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.payment.ledger.Amounts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Works out a reward and pays it, in one transaction; what the pool does not cover stays pending. */
@Component
@Transactional
class DistributeReward {

    private final Standings standings;
    private final Profiles profiles;
    private final Calculations calculations;
    private final Distributions distributions;
    private final Payout payout;

    DistributeReward(
            Standings standings,
            Profiles profiles,
            Calculations calculations,
            Distributions distributions,
            Payout payout) {
        this.standings = standings;
        this.profiles = profiles;
        this.calculations = calculations;
        this.distributions = distributions;
        this.payout = payout;
    }

    /**
     * What became of it.
     *
     * @param calculationId id of the calculation
     * @param distributionId also the id of the posting in the ledger
     * @param status {@code distributed}, or {@code pending} while the rewards pool does not cover it
     */
    record RewardDistributed(
            UUID calculationId,
            UUID distributionId,
            BigDecimal rewardAmount,
            RewardType rewardType,
            BigDecimal tierMultiplier,
            BigDecimal totalBonus,
            RewardStatus status) {}

    RewardDistributed run(RewardRequest request) {
        Standing standing = standings.require(request.agentId());
        Reward reward = standing.reward(request.baseAmount());
        profiles.join(standing.agent());
        UUID calculation = calculations.add(request, standing, reward);
        Distribution distribution = Distribution.of(calculation, request.rewardType(), standing.agent(), reward);
        distributions.add(distribution);
        boolean paid = payout.pay(List.of(distribution)) == 1;
        return new RewardDistributed(
                calculation,
                distribution.id(),
                Amounts.shown(distribution.amount()),
                distribution.type(),
                reward.tier().multiplier(),
                Amounts.shown(reward.bonus()),
                paid ? RewardStatus.DISTRIBUTED : RewardStatus.PENDING);
    }
}
