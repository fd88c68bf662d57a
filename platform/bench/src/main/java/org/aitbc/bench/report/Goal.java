package org.aitbc.bench.report;

import java.util.Locale;

/**
 * What a measurement is to reach.
 *
 * @param name what is measured, and beside what
 * @param sign {@code >=} or {@code <=}; empty for what is only told
 * @param unit of the limit; {@code x} for a ratio to something else
 */
public record Goal(String name, String sign, double limit, String unit) {

    public static Goal atLeast(double limit, String unit, String name) {
        return new Goal(name, ">=", limit, unit);
    }

    public static Goal atMost(double limit, String unit, String name) {
        return new Goal(name, "<=", limit, unit);
    }

    /** A figure that is worth a row and has no limit. */
    public static Goal none(String unit, String name) {
        return new Goal(name, "", Double.NaN, unit);
    }

    String verdict(double reached) {
        if (sign.isEmpty()) {
            return "";
        }
        return isMetBy(reached) ? "met" : "**missed**";
    }

    /** Not a number meets nothing. */
    boolean isMetBy(double reached) {
        return sign.equals(">=") ? reached >= limit : reached <= limit;
    }

    String wanted() {
        return sign.isEmpty() ? "" : sign + " " + amount(limit);
    }

    String amount(double figure) {
        if (Double.isNaN(figure)) {
            return "not measured";
        }
        String number = String.format(Locale.ROOT, Math.abs(figure) < 100 ? "%.2f" : "%,.0f", figure);
        return number + (unit.equals("x") ? "x" : " " + unit);
    }
}
