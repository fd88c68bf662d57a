package org.aitbc.market.pricing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of one kind of GPU, in one region or everywhere.
 *
 * @param listed GPUs on the market
 * @param available those that can be booked now
 * @param booked those that are
 * @param requests bookings that were made in the last day, and bids that are open
 * @param averagePrice per hour of those listed; null without any
 * @param deviation standard deviation of their prices
 * @param hours of the last day in which the market was looked at
 */
record MarketState(
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

    private static final double HOURS_OF_A_DAY = 24;

    /** GPUs that work: those that are silent neither offer nor serve. */
    private int working() {
        return available + booked;
    }

    /** Booked of working ones, 0..1. */
    double utilisation() {
        return working() == 0 ? 0 : (double) booked / working();
    }

    /** Working ones that can be had, 0..1. */
    double supply() {
        return working() == 0 ? 0 : (double) available / working();
    }

    /** Requests of a day for each working GPU, 0..1: at 1 each was asked for at least once. */
    double demand() {
        return working() == 0 ? requests == 0 ? 0 : 1 : Math.min(1, (double) requests / working());
    }

    /** What drives prices: -1 where nobody asks and all is free, 1 where all is booked and asked for. */
    double pressure() {
        return Math.clamp((demand() + utilisation()) - 1, -1, 1);
    }

    /** Standard deviation of prices as a share of their mean. */
    double volatility() {
        return averagePrice == null || averagePrice.signum() == 0 ? 0 : deviation / averagePrice.doubleValue();
    }

    /** The share of the last day that was measured, 0..1. */
    double confidence() {
        return Math.min(1, hours / HOURS_OF_A_DAY);
    }
}
