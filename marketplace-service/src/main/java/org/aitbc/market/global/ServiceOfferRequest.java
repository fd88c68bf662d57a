package org.aitbc.market.global;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service that somebody wants to sell.
 *
 * @param agentId the caller; an admin may name others
 * @param resourceSpecification what it is; {@code miner_id} is the worker it runs on, {@code check} a job that shows it
 * @param regionsAvailable none where it is sold everywhere
 * @param deadlineMinutes the same, from now
 * @param pricePerRegion where a unit does not cost the base price
 * @param crossChainPricing the same by chain
 */
record ServiceOfferRequest(
        @Nullable String agentId,
        @NotBlank @Size(max = 64) String serviceType,
        @NotNull ObjectNode resourceSpecification,

        @NotNull @DecimalMin(MIN) @DecimalMax(MAX) @Digits(integer = 10, fraction = 8)
        BigDecimal basePrice,

        @NotNull @Min(1) @Max(1_000_000) Integer totalCapacity,
        @Nullable String currency,
        @Size(max = 100) List<@NotBlank @Size(max = 64) String> regionsAvailable,
        @Nullable @Size(max = 100) List<@NotNull Long> supportedChains,
        @Nullable Boolean dynamicPricingEnabled,
        @Nullable @Future Instant expiresAt,
        @Nullable @Min(1) @Max(5_256_000) Integer deadlineMinutes,

        @Size(max = 100) Map<@NotBlank String, @NotNull @DecimalMin(MIN) @DecimalMax(MAX) BigDecimal> pricePerRegion,

        @Size(max = 100) Map<@NotNull Long, @NotNull @DecimalMin(MIN) @DecimalMax(MAX) BigDecimal> crossChainPricing) {

    static final String MIN = "0.00000001";
    static final String MAX = "1000000000";
    private static final int LONGEST = 65_536;

    ServiceOfferRequest {
        regionsAvailable = regionsAvailable == null ? List.of() : regionsAvailable;
        pricePerRegion = pricePerRegion == null ? Map.of() : pricePerRegion;
        crossChainPricing = crossChainPricing == null ? Map.of() : crossChainPricing;
    }

    @AssertTrue(message = "resource_specification: is too long")
    boolean isShort() {
        return resourceSpecification == null || resourceSpecification.toString().length() <= LONGEST;
    }
}
