package org.aitbc.market.pricing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Where something goes: its mean of late beside that of the time before. */
public enum Trend {
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

    /** Unknown where there is nothing to go from. */
    public static Trend of(@Nullable Double before, @Nullable Double now) {
        return before == null || now == null || before == 0
                ? UNKNOWN
                : of(OptionalDouble.of(before), OptionalDouble.of(now), 0);
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
