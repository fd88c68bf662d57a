package org.aitbc.market.auction;

import jakarta.validation.constraints.*;
import java.math.*;
import java.time.OffsetDateTime;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.starter.deal.HoldTerms;
import org.jspecify.annotations.Nullable;

/**
 * What a client orders; what is null does not matter.
 *
 * @param model the GPU's model contains it, in any case
 * @param minMemoryGb GiB
 * @param maxPricePerHour the most that it pays: as much for all of the time is held
 * @param expiresAt a day from now where not said
 */
record AuctionRequest(
        @Nullable @Size(min = 1, max = 128) String model,

        @Nullable @PositiveOrZero @Digits(integer = 9, fraction = 3)
        BigDecimal minMemoryGb,

        @Nullable @Size(max = 64) String region,

        @NotNull @Positive @DecimalMax("8760") @Digits(integer = 4, fraction = 8)
        BigDecimal durationHours,

        @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
        BigDecimal maxPricePerHour,

        @Nullable OffsetDateTime expiresAt,
        @Nullable @Size(max = 1024) String notes) {

    AuctionRequest(BigDecimal hours, BigDecimal pricePerHour) {
        this(null, null, null, hours, pricePerHour, null, null);
    }

    /** Rounded up: what is held is enough. */
    BigDecimal total() {
        return maxPricePerHour.multiply(durationHours).setScale(8, RoundingMode.UP);
    }

    HoldTerms terms(String client, @Nullable Gpu gpu) {
        return gpu == null
                ? new HoldTerms("auction.hold", "auction", client, total(), Currency.AITBC)
                : new HoldTerms("bid.hold", "gpu " + Ids.text(gpu.id()), client, total(), gpu.currency());
    }
}
