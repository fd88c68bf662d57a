package org.aitbc.market.booking;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.*;
import java.math.*;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Time on a GPU from now on.
 *
 * @param jobId one of the client's jobs that it is for
 * @param tenure other kinds of bookings are no longer made, and refused rather than made as something else
 * @param startTime refused, as it belonged to another kind
 * @param bid refused, as it belonged to another kind
 * @param spendCap the most that it may cost; it pauses there
 */
@Schema(name = "GPUBookRequest")
record BookRequest(
        @NotNull @Positive @DecimalMax("8760") @Digits(integer = 4, fraction = 18)
        BigDecimal durationHours,

        @Nullable UUID jobId,
        @Nullable @Pattern(regexp = "on_demand") String tenure,

        @Nullable @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
        BigDecimal spendCap,

        @Schema(hidden = true) @Null @Nullable Instant startTime,
        @Schema(hidden = true) @Null @Nullable BigDecimal bid) {

    BookRequest(BigDecimal durationHours) {
        this(durationHours, null, null, null, null, null);
    }

    BigDecimal hours() {
        return durationHours.setScale(8, RoundingMode.HALF_UP);
    }
}
