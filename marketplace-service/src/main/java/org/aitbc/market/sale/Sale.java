package org.aitbc.market.sale;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A GPU's listing that is for sale.
 *
 * @param listingPrice what the listing costs, not an hour of the GPU
 */
record Sale(
        UUID saleId,
        UUID gpuId,
        String gpuModel,
        String sellerId,
        BigDecimal listingPrice,
        Currency currency,
        String description,
        Instant timestamp) {

    /**
     * @param sellerId the caller itself, who owns it
     * @param listingPrice what the listing costs, in AITBC
     */
    @Schema(name = "GPUSellRequest")
    record SellRequest(
            @NotBlank @Size(max = 128) String sellerId,
            @NotNull UUID gpuId,

            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal listingPrice,

            @Size(max = 2000) String description) {

        SellRequest {
            description = Objects.requireNonNullElse(description, "");
        }
    }

    /**
     * @param buyerId the caller itself
     * @param listingPrice what the buyer saw and agrees to
     */
    record Purchase(
            @Nullable @Size(max = 128) String buyerId,

            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal listingPrice) {}

    record Bought(
            UUID saleId,
            UUID gpuId,
            String sellerId,
            String buyerId,
            BigDecimal price,
            Currency currency,
            String status) {}

    @JsonProperty
    String status() {
        return "listed";
    }

    Bought boughtBy(String buyer) {
        return new Bought(saleId, gpuId, sellerId, buyer, listingPrice, currency, "sold");
    }
}
