package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.aitbc.payment.ledger.Amounts;

/**
 * How risky it is to stake on an agent: the mean of four factors, each 0 (none) to 1, is low below 0.2, medium below 0.5
 * and high from there (states.md, section Staking). The factors are this suite's own.
 */
final class RiskPolicy {

    private static final double LOW_BELOW = 0.2;
    private static final double MEDIUM_BELOW = 0.5;
    private static final double PERCENT = 100;
    private static final double SEASONED_JOBS = 100;
    private static final int SHOWN_DECIMALS = 6;

    private RiskPolicy() {}

    /** {@code 1 - score / 100}. */
    static BigDecimal performance(BigDecimal score) {
        return shown(1 - score.doubleValue() / PERCENT);
    }

    /** Twice the standard deviation of the daily shares of completed jobs, which is at most 1; 0 without days. */
    static BigDecimal volatility(List<Double> dailySuccess) {
        double mean = dailySuccess.stream().mapToDouble(x -> x).average().orElse(0);
        double variance = dailySuccess.stream()
                .mapToDouble(x -> (x - mean) * (x - mean))
                .average()
                .orElse(0);
        return shown(2 * Math.sqrt(variance));
    }

    /** The sum of the squared shares of stakers (Herfindahl index): 1 where one has it all; 0 without stakes. */
    static BigDecimal concentration(List<BigDecimal> amounts) {
        double all = amounts.stream().mapToDouble(BigDecimal::doubleValue).sum();
        return shown(amounts.stream()
                .mapToDouble(amount -> amount.doubleValue() / all)
                .map(share -> share * share)
                .sum());
    }

    /** {@code 1 - ended jobs / 100}: an agent is new until a hundred jobs have ended in its hands. */
    static BigDecimal newness(long endedJobs) {
        return shown(Math.max(0, 1 - endedJobs / SEASONED_JOBS));
    }

    static BigDecimal mean(List<BigDecimal> factors) {
        return shown(
                factors.stream().mapToDouble(BigDecimal::doubleValue).average().orElse(0));
    }

    static String level(BigDecimal score) {
        if (score.doubleValue() < LOW_BELOW) {
            return "low";
        }
        return score.doubleValue() < MEDIUM_BELOW ? "medium" : "high";
    }

    private static BigDecimal shown(double number) {
        return Amounts.shown(BigDecimal.valueOf(number).setScale(SHOWN_DECIMALS, RoundingMode.HALF_UP));
    }
}
