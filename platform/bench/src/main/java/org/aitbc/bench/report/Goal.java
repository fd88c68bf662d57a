package org.aitbc.bench.report;

import java.util.Locale;

/**
 * What a measurement is to reach.
 *
 * @param name what is measured, and beside what
 * @param bound whether the limit is the least or the most that is allowed
 * @param unit of the limit; {@code x} for a ratio to something else
 */
public record Goal(String name, Bound bound, double limit, String unit) {

    public enum Bound {
        AT_LEAST(">="),
        AT_MOST("<=");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    public static Goal atLeast(double limit, String unit, String name) {
        return new Goal(name, Bound.AT_LEAST, limit, unit);
    }

    public static Goal atMost(double limit, String unit, String name) {
        return new Goal(name, Bound.AT_MOST, limit, unit);
    }

    /**
     * Holds the goal against what was measured.
     *
     * @param reached in the goal's unit
     * @param figures what it was worked out from, in words
     */
    public Verdict judge(double reached, String figures) {
        return new Verdict(this, reached, figures);
    }

    boolean isMetBy(double reached) {
        // not a number meets nothing
        return switch (bound) {
            case AT_LEAST -> reached >= limit;
            case AT_MOST -> reached <= limit;
        };
    }

    /** How many times better than the limit; 1 meets it. */
    double margin(double reached) {
        return switch (bound) {
            case AT_LEAST -> reached / limit;
            case AT_MOST -> limit / reached;
        };
    }

    String wanted() {
        return bound.sign + " " + amount(limit);
    }

    String amount(double figure) {
        String number = String.format(Locale.ROOT, Math.abs(figure) < 100 ? "%.2f" : "%,.0f", figure);
        return number + (unit.equals("x") ? "x" : " " + unit);
    }
}
