package org.aitbc.market.reliability;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.*;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a score follows from, within the window. A lapsed job is one whose last attempt the worker let lapse, a broken booking one
 * that the owner closed, and a mismatch a result that other workers' results did not agree with.
 *
 * @param observedSeconds how long the worker was watched
 * @param onlineSeconds how much of it the worker was online
 * @param jobsCompleted number of completed jobs
 * @param jobsFailed number of failed jobs
 * @param jobsLapsed number of jobs that the worker let lapse
 * @param bookingsKept number of bookings that the owner kept
 * @param bookingsBroken number of bookings that the owner closed
 * @param mismatches number of results that others did not agree with
 */
record Inputs(
        @JsonIgnore UUID gpuId,
        BigDecimal observedSeconds,
        BigDecimal onlineSeconds,
        long jobsCompleted,
        long jobsFailed,
        long jobsLapsed,
        long bookingsKept,
        long bookingsBroken,
        long mismatches) {

    static final String FORMULA = "score = uptime * jobs * bookings * agreement, to 4 decimals, half up;"
            + " uptime = online_seconds / observed_seconds;"
            + " jobs = (jobs_completed + 1) / (jobs_completed + jobs_failed + jobs_lapsed + 1);"
            + " bookings = (bookings_kept + 1) / (bookings_kept + bookings_broken + 1);"
            + " agreement = (jobs_completed + 1) / (jobs_completed + 10 * mismatches + 1);"
            + " null where observed_seconds < 3600";

    private static final BigDecimal LEAST_OBSERVED = new BigDecimal("3600");
    private static final long MISMATCH_WEIGHT = 10;

    /**
     * What the inputs come to; each 0..1, to 4 decimals.
     *
     * @param score null where too little is known
     * @param uptime null where too little is known
     * @param jobs of its jobs
     * @param bookings of its bookings
     * @param agreement of its results with those of others
     */
    record Score(
            @Nullable BigDecimal score,
            @Nullable BigDecimal uptime,
            BigDecimal jobs,
            BigDecimal bookings,
            BigDecimal agreement) {}

    Score score() {
        BigDecimal jobs = share(jobsCompleted, jobsFailed + jobsLapsed);
        BigDecimal bookings = share(bookingsKept, bookingsBroken);
        BigDecimal agreement = share(jobsCompleted, MISMATCH_WEIGHT * mismatches);
        if (observedSeconds.compareTo(LEAST_OBSERVED) < 0) {
            return new Score(null, null, rounded(jobs), rounded(bookings), rounded(agreement));
        }
        BigDecimal uptime = onlineSeconds.divide(observedSeconds, MathContext.DECIMAL128);
        return new Score(
                rounded(uptime.multiply(jobs).multiply(bookings).multiply(agreement)),
                rounded(uptime),
                rounded(jobs),
                rounded(bookings),
                rounded(agreement));
    }

    /** Without any evidence it is 1. */
    private static BigDecimal share(long good, long bad) {
        return BigDecimal.valueOf(good + 1).divide(BigDecimal.valueOf(good + bad + 1), MathContext.DECIMAL128);
    }

    private static BigDecimal rounded(BigDecimal share) {
        return share.setScale(4, RoundingMode.HALF_UP);
    }
}
