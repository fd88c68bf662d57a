package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.aitbc.payment.ledger.Amounts;

/**
 * What stakes earn and cost, as the legacy contract has it (states.md, section Staking): {@code apy = min(20, 5 x tier x
 * lock)} until governance decides otherwise ({@link StakeRates}), rewards per year are {@code amount x apy / 100}, linear in time; 1 % of what an agent distributes is the
 * platform's; leaving within 30 days of unbonding costs 10 % of the principal. Amounts that are handed out are rounded down
 * to 8 decimals.
 */
final class StakePolicy {

    static final String LEAST_TEXT = "100";
    static final String MOST_TEXT = "100000";
    static final BigDecimal LEAST = new BigDecimal(LEAST_TEXT);
    static final BigDecimal MOST = new BigDecimal(MOST_TEXT);
    static final int LONGEST_LOCK_DAYS = 365;
    static final int DEFAULT_LOCK_DAYS = 30;
    static final BigDecimal BASE_APY = new BigDecimal("5.0");
    static final BigDecimal MOST_APY = new BigDecimal("20");
    static final Duration UNBONDING = Duration.ofDays(30);

    private static final BigDecimal ACCURACY_WEIGHT = new BigDecimal("0.6");
    private static final BigDecimal SUCCESS_WEIGHT = new BigDecimal("0.4");
    private static final BigDecimal PLATFORM_FEE = new BigDecimal("0.01");
    private static final BigDecimal EARLY_PENALTY = new BigDecimal("0.10");
    private static final BigDecimal PERCENT_YEARS =
            BigDecimal.valueOf(100 * Duration.ofDays(365).toSeconds());

    private StakePolicy() {}

    /** The score that decides about the tier, 0..100: {@code 0.6 accuracy + 0.4 success_rate}, both in percent. */
    static BigDecimal score(BigDecimal accuracy, BigDecimal successRate) {
        return ACCURACY_WEIGHT.multiply(accuracy).add(SUCCESS_WEIGHT.multiply(successRate));
    }

    static Tier tier(BigDecimal score) {
        Tier reached = Tier.BRONZE;
        for (Tier tier : Tier.values()) {
            reached = tier.isReachedBy(score) ? tier : reached;
        }
        return reached;
    }

    static BigDecimal lockBonus(int days) {
        if (days >= 365) {
            return new BigDecimal("2.0");
        }
        if (days >= 180) {
            return new BigDecimal("1.5");
        }
        if (days >= 90) {
            return new BigDecimal("1.25");
        }
        return days >= 30 ? new BigDecimal("1.1") : new BigDecimal("1.0");
    }

    /** Percent a year. */
    static BigDecimal apy(BigDecimal base, BigDecimal ceiling, Tier tier, int lockDays) {
        return base.multiply(tier.multiplier()).multiply(lockBonus(lockDays)).min(ceiling);
    }

    /** What a stake has earned in a time; nothing where the time is negative. */
    static BigDecimal accrual(BigDecimal amount, BigDecimal apy, Duration time) {
        return time.isNegative() ? Amounts.ZERO : accrual(amount, apy.multiply(BigDecimal.valueOf(time.toSeconds())));
    }

    /** @param percentSeconds the sum of the seconds, each times its percent a year */
    static BigDecimal accrual(BigDecimal amount, BigDecimal percentSeconds) {
        return amount.multiply(percentSeconds).divide(PERCENT_YEARS, Amounts.DECIMALS, RoundingMode.DOWN);
    }

    /** Of {@code whole}, as much as {@code part} is of {@code all}. */
    static BigDecimal proRata(BigDecimal whole, BigDecimal part, BigDecimal all) {
        return whole.multiply(part).divide(all, Amounts.DECIMALS, RoundingMode.DOWN);
    }

    static BigDecimal platformFee(BigDecimal distributed) {
        return Amounts.floor(distributed.multiply(PLATFORM_FEE));
    }

    /** What leaving costs after the stake has been unbonding for a time. */
    static BigDecimal penalty(BigDecimal principal, Duration unbonding) {
        return unbonding.compareTo(UNBONDING) < 0 ? Amounts.floor(principal.multiply(EARLY_PENALTY)) : Amounts.ZERO;
    }

    /** What a punishment takes: the fraction, rounded up, so that it is never nothing and never more than there is. */
    static BigDecimal slashed(BigDecimal principal, BigDecimal fraction) {
        return principal.multiply(fraction).setScale(Amounts.DECIMALS, RoundingMode.UP);
    }
}
