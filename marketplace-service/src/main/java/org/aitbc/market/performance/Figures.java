package org.aitbc.market.performance;

import java.util.Collection;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Figures as they are shown: with four decimals, null where nothing was measured. */
final class Figures {

    private static final double PARTS = 10_000;

    private Figures() {}

    static double rounded(double value) {
        return Math.round(value * PARTS) / PARTS;
    }

    static @Nullable Double share(double part, double whole) {
        return whole == 0 ? null : rounded(part / whole);
    }

    static @Nullable Double percent(double part, double whole) {
        return share(100 * part, whole);
    }

    /** The mean of those that have a value. */
    static <T> @Nullable Double mean(Collection<T> all, Function<T, @Nullable Double> value) {
        OptionalDouble mean = all.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(one -> one)
                .average();
        return mean.isPresent() ? rounded(mean.getAsDouble()) : null;
    }
}
