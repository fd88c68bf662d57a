package org.aitbc.market.booking;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Time on a GPU.
 *
 * @param jobId one of the client's jobs that it is for
 * @param tenure on demand where not said
 * @param startTime when reserved time starts
 * @param bid what an interruptible booking pays for an hour
 * @param spendCap the most that it may cost; it pauses there
 */
@Schema(name = "GPUBookRequest")
record BookRequest(
        @NotNull @Positive @DecimalMax("8760") @Digits(integer = 4, fraction = 18)
        BigDecimal durationHours,

        @Nullable UUID jobId,
        @Nullable Tenure tenure,
        @Nullable Instant startTime,

        @Nullable @DecimalMin("0.00000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
        BigDecimal bid,

        @Nullable @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
        BigDecimal spendCap) {

    private static final int DECIMALS = 8;

    static BookRequest onDemand(BigDecimal hours) {
        return new BookRequest(hours, null, null, null, null, null);
    }

    Tenure kind() {
        return tenure == null ? Tenure.ON_DEMAND : tenure;
    }

    BigDecimal hours() {
        return durationHours.setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    Duration duration() {
        return Money.duration(hours());
    }

    /**
     * @param leastBid the part of the listed price that a bid is at least
     * @param furthest how far ahead reserved time may start
     * @throws Invalid when the GPU is not booked like that
     * @throws Conflict when its owner takes no such bookings
     */
    void requireFor(Gpu gpu, Instant now, BigDecimal leastBid, Duration furthest) {
        gpu.requireHours(hours());
        if ((kind() == Tenure.RESERVED) != (startTime != null)) {
            throw new Invalid("VALIDATION_ERROR", "start_time: is for the tenure reserved, which needs it");
        }
        if (startTime != null && !startTime.isAfter(now)) {
            throw new Invalid("BOOKING_TIME_PAST", "start_time: must be in the future");
        }
        if (startTime != null && startTime.isAfter(now.plus(furthest))) {
            throw new Invalid("VALIDATION_ERROR", "start_time: is too far in the future");
        }
        if ((kind() == Tenure.INTERRUPTIBLE) != (bid != null)) {
            throw new Invalid("VALIDATION_ERROR", "bid: is for the tenure interruptible, which needs it");
        }
        if (bid != null) {
            requireBid(gpu, bid, gpu.pricePerHour().multiply(leastBid));
        }
    }

    private static void requireBid(Gpu gpu, BigDecimal bid, BigDecimal least) {
        if (!gpu.interruptible()) {
            throw new Conflict("GPU_NOT_INTERRUPTIBLE", "the GPU's owner takes no interruptible bookings");
        }
        if (bid.compareTo(least) < 0) {
            throw new Invalid(
                    "BID_TOO_LOW", "bid: must be at least " + Rows.shown(least).toPlainString());
        }
    }
}
