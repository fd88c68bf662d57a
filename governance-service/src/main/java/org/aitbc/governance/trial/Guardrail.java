package org.aitbc.governance.trial;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import org.aitbc.governance.trial.Metric.Measured;
import org.jspecify.annotations.Nullable;

/**
 * What is to stay true after a change.
 *
 * @param bound a value, or where it is relative, a multiple of what there was in the week before the change
 * @param windowHours how far back is measured
 * @param minSamples fewer in the window say nothing; 1 where it is not said
 */
public record Guardrail(
        Metric metric,
        Comparison comparison,
        BigDecimal bound,
        @Nullable Boolean relative,
        int windowHours,
        @Nullable Integer minSamples) {

    private static final int WEEK = 168;
    private static final int MOST_DIGITS = 15;
    private static final int MOST_SAMPLES = 1_000_000;

    public enum Comparison {
        AT_LEAST(">="),
        AT_MOST("<=");

        private final String text;

        Comparison(String text) {
            this.text = text;
        }

        @JsonValue
        String text() {
            return text;
        }

        boolean holds(BigDecimal value, BigDecimal limit) {
            return this == AT_LEAST ? value.compareTo(limit) >= 0 : value.compareTo(limit) <= 0;
        }
    }

    boolean isRelative() {
        return relative != null && relative;
    }

    int samples() {
        return minSamples == null ? 1 : minSamples;
    }

    /** @return null where the week before tells nothing: each multiple of nothing is nothing, a bound that always or never holds */
    @Nullable
    BigDecimal limit(Measured before) {
        BigDecimal value = before.value();
        return value == null || value.signum() == 0 || before.samples() < samples() ? null : bound.multiply(value);
    }

    /** Whether it can be judged within a trial of so many days. */
    public boolean fits(int days) {
        return metric != null
                && comparison != null
                // one moment is no week
                && !(metric == Metric.MINERS_ONLINE && isRelative())
                && bound != null
                && bound.signum() >= 0
                && Math.abs(bound.scale()) <= 8
                && bound.precision() <= MOST_DIGITS
                && windowHours >= 1
                && windowHours <= WEEK
                && windowHours < 24 * days
                && samples() >= 1
                && samples() <= MOST_SAMPLES;
    }
}
