package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.TooEarly;
import org.aitbc.domain.identity.Caller;
import org.aitbc.payment.ledger.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * Money that somebody staked on an agent.
 *
 * @param amount what lies in the staker's account for stakes, or lay there until it was completed
 * @param rewards distributed and not claimed yet
 * @param rewardedAt until when the agent's pool has paid
 * @param penalty what leaving early has cost
 */
record Stake(
        UUID id,
        String staker,
        String agent,
        BigDecimal amount,
        int lockDays,
        Instant startedAt,
        Instant endsAt,
        StakeStatus status,
        BigDecimal rewards,
        Instant rewardedAt,
        boolean autoCompound,
        @Nullable Instant unbondingAt,
        BigDecimal penalty) {

    boolean isActive() {
        return status == StakeStatus.ACTIVE;
    }

    Stake requireOwner(Caller caller) {
        if (!staker.equals(caller.subject())) {
            throw new Forbidden("NOT_YOUR_STAKE", "this stake belongs to somebody else");
        }
        return this;
    }

    Stake requireActive() {
        if (!isActive()) {
            throw new Conflict("STAKE_NOT_ACTIVE", "the stake is " + status.text());
        }
        return this;
    }

    Stake requireUnlocked(Instant now) {
        if (now.isBefore(endsAt)) {
            throw new TooEarly("LOCK_PERIOD_NOT_ENDED", "the stake is locked until " + endsAt);
        }
        return this;
    }

    /** For how long it has been unbonding. */
    Duration unbondingUntil(Instant now) {
        if (status != StakeStatus.UNBONDING || unbondingAt == null) {
            throw new Conflict("STAKE_NOT_UNBONDING", "the stake is " + status.text());
        }
        return Duration.between(unbondingAt, now);
    }

    Stake withPrincipal(BigDecimal more) {
        return with(amount.add(more), status, rewards, rewardedAt, unbondingAt, penalty);
    }

    Stake withReward(BigDecimal more) {
        return with(amount, status, rewards.add(more), rewardedAt, unbondingAt, penalty);
    }

    Stake rewardedUntil(Instant now) {
        return with(amount, status, rewards, now, unbondingAt, penalty);
    }

    Stake claimed(Instant now) {
        return with(amount, status, Amounts.ZERO, now, unbondingAt, penalty);
    }

    Stake unbonding(Instant now) {
        return with(amount, StakeStatus.UNBONDING, rewards, rewardedAt, now, penalty);
    }

    Stake completed(BigDecimal cost) {
        return with(amount, StakeStatus.COMPLETED, Amounts.ZERO, rewardedAt, unbondingAt, cost);
    }

    Stake slashed(BigDecimal taken) {
        BigDecimal left = amount.subtract(taken);
        StakeStatus after = left.signum() == 0 ? StakeStatus.SLASHED : status;
        return with(left, after, rewards, rewardedAt, unbondingAt, penalty);
    }

    private Stake with(
            BigDecimal amount,
            StakeStatus status,
            BigDecimal rewards,
            Instant rewardedAt,
            @Nullable Instant unbondingAt,
            BigDecimal penalty) {
        return new Stake(
                id,
                staker,
                agent,
                amount,
                lockDays,
                startedAt,
                endsAt,
                status,
                rewards,
                rewardedAt,
                autoCompound,
                unbondingAt,
                penalty);
    }
}
