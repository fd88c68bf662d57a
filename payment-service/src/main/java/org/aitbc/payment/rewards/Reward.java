package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.aitbc.payment.ledger.Amounts;

/**
 * What a reward comes to, in AITBC with 8 decimals.
 *
 * @param base as it was asked for
 * @param tiered the base amount times the tier's multiplier
 */
record Reward(
        BigDecimal base,
        RewardTier tier,
        BigDecimal tiered,
        BigDecimal performance,
        BigDecimal loyalty,
        BigDecimal referral,
        BigDecimal milestone) {

    BigDecimal bonus() {
        return performance.add(loyalty).add(referral).add(milestone);
    }

    BigDecimal total() {
        return tiered.add(bonus());
    }

    /** The total as a multiple of the base amount. */
    BigDecimal effectiveMultiplier() {
        return total().divide(base, Amounts.DECIMALS, RoundingMode.DOWN);
    }
}
