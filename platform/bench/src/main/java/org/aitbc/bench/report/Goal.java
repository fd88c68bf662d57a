package org.aitbc.bench.report;

import java.util.Locale;

/**
 * What a measurement is to reach.
 *
 * @param name what is measured, and beside what
 * @param sign {@code >=} or {@code <=}
 * @param unit of the limit; {@code x} for a ratio to something else
 */
public record Goal(String name, String sign, double limit, String unit) {

    public static Goal atLeast(double limit, String unit, String name) {
        return new Goal(name, ">=", limit, unit);
    }

    public static Goal atMost(double limit, String unit, String name) {
        return new Goal(name, "<=", limit, unit);
    }

    /** Not a number meets nothing. */
    boolean isMetBy(double reached) {
        return sign.equals(">=") ? reached >= limit : reached <= limit;
    }

    String wanted() {
        return sign + " " + amount(limit);
    }

    String amount(double figure) {
        String number = String.format(Locale.ROOT, Math.abs(figure) < 100 ? "%.2f" : "%,.0f", figure);
        return number + (unit.equals("x") ? "x" : " " + unit);
    }
}
