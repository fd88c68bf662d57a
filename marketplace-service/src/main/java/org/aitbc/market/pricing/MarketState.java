package org.aitbc.market.pricing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The market of a model in a region, either of which is null for all.
 *
 * @param requests bookings that were made in the last day
 * @param deviation standard deviation of the listed prices
 * @param owners how many have such a GPU
 * @param hours of the last day in which prices were sampled
 */
record MarketState(
        @Nullable String model,
        @Nullable String region,
        int listed,
        int available,
        int booked,
        int requests,
        @Nullable BigDecimal averagePrice,
        double deviation,
        @Nullable BigDecimal lowest,
        @Nullable BigDecimal highest,
        int owners,
        int hours) {

    /** GPUs whose worker is online: the others neither offer nor serve. */
    private int working() {
        return available + booked;
    }

    /** The share of the working GPUs that is booked. */
    double utilisation() {
        return working() == 0 ? 0 : (double) booked / working();
    }

    /** The share of the working GPUs that is available. */
    double supply() {
        return working() == 0 ? 0 : (double) available / working();
    }

    /** Requests of a day per working GPU, at most 1. */
    double demand() {
        return working() == 0 ? requests == 0 ? 0 : 1 : Math.min(1, (double) requests / working());
    }

    /** -1 where nothing is requested or booked, 1 where everything is. */
    double pressure() {
        return Math.clamp((demand() + utilisation()) - 1, -1, 1);
    }

    /** Standard deviation of the prices as a share of their mean. */
    double volatility() {
        return averagePrice == null || averagePrice.signum() == 0 ? 0 : deviation / averagePrice.doubleValue();
    }

    /** The share of the last day's hours that were sampled. */
    double confidence() {
        return Math.min(1, hours / 24.0);
    }
}
