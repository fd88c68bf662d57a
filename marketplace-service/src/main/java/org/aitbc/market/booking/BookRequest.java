package org.aitbc.market.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.*;
import java.math.*;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.*;
import org.aitbc.domain.payment.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * Time on a GPU from now on.
 *
 * @param jobId one of the client's jobs that it is for
 * @param tenure other kinds of bookings are no longer made, and refused rather than made as something else
 * @param startTime refused, as it belonged to another kind
 * @param bid refused, as it belonged to another kind
 * @param spendCap the most that it may cost, from the price of the first hour on; it pauses there
 * @param expectedPrice an hour, as the client has seen it; refused where the price is another by now
 */
@Schema(name = "GPUBookRequest")
record BookRequest(
        @NotNull @Positive @DecimalMax("8760") @Digits(integer = 4, fraction = 18)
        BigDecimal durationHours,

        @Nullable UUID jobId,
        @Nullable @Pattern(regexp = "on_demand") String tenure,

        @Nullable @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
        BigDecimal spendCap,

        @Nullable @DecimalMin("0") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
        BigDecimal expectedPrice,

        @Schema(hidden = true) @Null @Nullable Instant startTime,
        @Schema(hidden = true) @Null @Nullable BigDecimal bid) {

    // no body: a bare number would be read as one
    @JsonCreator(mode = JsonCreator.Mode.DISABLED)
    BookRequest(BigDecimal durationHours) {
        this(durationHours, null, null, null, null, null, null);
    }

    BigDecimal hours() {
        return durationHours.setScale(8, RoundingMode.HALF_UP);
    }

    /** Nobody has a GPU for less than the least deposit. */
    void requireCap(BigDecimal pricePerHour) {
        BigDecimal least = Booking.ofFirstHour(pricePerHour, hours());
        String deposit = "spend_cap: at least " + Amounts.normalized(least).toPlainString()
                + " is held for this booking, the price of its first hour";
        Invalid.when(spendCap != null && spendCap.compareTo(least) < 0, "CAP_BELOW_DEPOSIT", deposit);
    }

    void requireExpected(BigDecimal pricePerHour) {
        String price = "expected_price: the price is "
                + Amounts.normalized(pricePerHour).toPlainString() + " an hour now";
        Conflict.when(expectedPrice != null && expectedPrice.compareTo(pricePerHour) != 0, "PRICE_CHANGED", price);
    }
}
