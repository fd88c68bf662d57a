package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.time.Instant;
import org.aitbc.payment.ledger.Amounts;

/**
 * What there is for an agent's stakers at a moment.
 *
 * @param staked the sum of its active stakes
 * @param balance what its pool account holds
 */
record Pool(Standing standing, BigDecimal staked, BigDecimal balance, Instant now) {

    /**
     * What the pool owes an active stake: linear since it was last rewarded, at the tier that the agent has now, and at most the
     * stake's share of the balance. Stakes that are not active earn nothing.
     */
    BigDecimal owes(Stake stake) {
        if (!stake.isActive()) {
            return Amounts.ZERO;
        }
        return standing.accrual(stake, now).min(StakePolicy.proRata(balance, stake.amount(), staked));
    }
}
