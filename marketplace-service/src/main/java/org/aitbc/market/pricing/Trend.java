package org.aitbc.market.pricing;

import org.jspecify.annotations.Nullable;

/** The direction of a figure: a recent mean compared with an earlier one. */
public enum Trend {
    INCREASING,
    DECREASING,
    STABLE,
    VOLATILE,
    UNKNOWN;

    /** @param volatility standard deviation as a share of the mean */
    static Trend of(@Nullable Double before, @Nullable Double now, double volatility) {
        if (before == null || now == null) {
            return UNKNOWN;
        }
        if (volatility > 0.15) {
            return VOLATILE;
        }
        double change = now - before;
        double threshold = 0.02 * Math.max(before, 1e-9);
        return change > threshold ? INCREASING : change < -threshold ? DECREASING : STABLE;
    }

    /** Unknown where the earlier mean is nothing. */
    public static Trend of(@Nullable Double before, @Nullable Double now) {
        return before == null || before == 0 ? UNKNOWN : of(before, now, 0);
    }
}
