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
}
