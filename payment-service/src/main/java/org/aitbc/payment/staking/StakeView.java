package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.aitbc.domain.id.Ids;
import org.aitbc.payment.ledger.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * A stake, as it is answered.
 *
 * @param stakerAddress principal whose stake it is
 * @param endTime when the lock ends
 * @param accumulatedRewards distributed and not claimed yet
 * @param currentApy percent a year, with the tier the agent has now
 * @param agentTier the agent's tier now
 * @param performanceMultiplier of the agent's tier
 * @param unbondingTime when it began to leave; null while it has not
 * @param earlyUnbondPenalty what leaving early has cost
 * @param lockBonusMultiplier of the lock period
 * @param stakeData open JSON kept with the stake
 */
record StakeView(
        String stakeId,
        String stakerAddress,
        String agentWallet,
        BigDecimal amount,
        int lockPeriod,
        Instant startTime,
        Instant endTime,
        StakeStatus status,
        BigDecimal accumulatedRewards,
        Instant lastRewardTime,
        BigDecimal currentApy,
        Tier agentTier,
        BigDecimal performanceMultiplier,
        boolean autoCompound,
        @Nullable Instant unbondingTime,
        BigDecimal earlyUnbondPenalty,
        BigDecimal lockBonusMultiplier,
        Map<String, Object> stakeData) {

    static StakeView of(Stake stake, Standing agent) {
        return new StakeView(
                Ids.text(stake.id()),
                stake.staker(),
                stake.agent(),
                Amounts.shown(stake.amount()),
                stake.lockDays(),
                stake.startedAt(),
                stake.endsAt(),
                stake.status(),
                Amounts.shown(stake.rewards()),
                stake.rewardedAt(),
                Amounts.shown(agent.apy(stake.lockDays())),
                agent.tier(),
                agent.tier().multiplier(),
                stake.autoCompound(),
                stake.unbondingAt(),
                Amounts.shown(stake.penalty()),
                StakePolicy.lockBonus(stake.lockDays()),
                Map.of());
    }
}
