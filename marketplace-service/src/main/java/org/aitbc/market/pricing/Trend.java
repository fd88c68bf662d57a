package org.aitbc.market.pricing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.OptionalDouble;

/** Where something goes: the mean of a day beside that of the day before. */
enum Trend {
    INCREASING,
    DECREASING,
    STABLE,
    VOLATILE,
    UNKNOWN;

    private static final double MUCH = 0.02;
    private static final double WILD = 0.15;

    /** @param volatility standard deviation as a share of the mean */
    static Trend of(OptionalDouble before, OptionalDouble now, double volatility) {
        if (before.isEmpty() || now.isEmpty()) {
            return UNKNOWN;
        }
        if (volatility > WILD) {
            return VOLATILE;
        }
        double change = now.getAsDouble() - before.getAsDouble();
        double much = MUCH * Math.max(before.getAsDouble(), 1e-9);
        return change > much ? INCREASING : change < -much ? DECREASING : STABLE;
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
