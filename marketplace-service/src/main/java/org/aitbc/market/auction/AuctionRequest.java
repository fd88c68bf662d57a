package org.aitbc.market.auction;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.money.Terms;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants; what is null asks for nothing.
 *
 * @param model the GPU's model contains it, in any case
 * @param minMemoryGb GiB
 * @param maxPricePerHour the most that it pays: as much for all of the time is held
 * @param expiresAt a day from now where not said
 */
@Schema(name = "AuctionRequest")
record Wanted(
        @Nullable @Size(min = 1, max = 128) @Pattern(regexp = NO_NUL)
        String model,

        @Nullable @PositiveOrZero @Digits(integer = 9, fraction = 3)
        BigDecimal minMemoryGb,

        @Nullable @Size(max = 64) @Pattern(regexp = NO_NUL) String region,

        @NotNull @Positive @DecimalMax("8760") @Digits(integer = 4, fraction = 8)
        BigDecimal durationHours,

        @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
        BigDecimal maxPricePerHour,

        @Nullable OffsetDateTime expiresAt,

        @Nullable @Size(max = 1024) @Pattern(regexp = NO_NUL)
        String notes) {

    static final String NO_NUL = "[^\\x00]*";

    private static final int DECIMALS = 8;

    /** @param price per hour */
    static Wanted of(BigDecimal hours, BigDecimal price) {
        return new Wanted(null, null, null, hours, price, null, null);
    }

    /** Rounded up: what is held is enough. */
    BigDecimal most() {
        return maxPricePerHour.multiply(durationHours).setScale(DECIMALS, RoundingMode.UP);
    }

    Terms terms(String client, @Nullable Gpu gpu) {
        return gpu == null
                ? new Terms("auction.hold", "auction", client, most(), Currency.AITBC)
                : new Terms("bid.hold", "gpu " + Ids.text(gpu.id()), client, most(), gpu.currency());
    }
}
