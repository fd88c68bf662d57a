package org.aitbc.market.region;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody measured of a region.
 *
 * @param status to take it out of the market, or back; null leaves it as it is
 * @param healthScore 0 to 1; without it, what is left of the error rate
 * @param averageResponseTime milliseconds
 */
record RegionReport(
        @Nullable @Pattern(regexp = "active|inactive|maintenance|deprecated")
        String status,

        @Nullable @DecimalMin("0") @DecimalMax("1") Double healthScore,
        @Nullable @Min(0) @Max(3_600_000) Double averageResponseTime,
        @Nullable @DecimalMin("0") @DecimalMax("1") Double errorRate,
        @Nullable @DecimalMin("0") @DecimalMax("1") Double loadFactor) {

    static RegionReport probe(boolean well, double milliseconds) {
        return new RegionReport(null, null, milliseconds, well ? 0.0 : 1.0, null);
    }

    double errors() {
        return Objects.requireNonNullElse(errorRate, 0.0);
    }

    double health() {
        return Objects.requireNonNullElse(healthScore, 1 - errors());
    }
}
