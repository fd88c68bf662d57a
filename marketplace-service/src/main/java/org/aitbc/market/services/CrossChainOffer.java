package org.aitbc.market.services;

import static org.aitbc.market.services.ServiceOffer.MAX_PRICE;
import static org.aitbc.market.services.ServiceOffer.MIN_PRICE;

import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.market.services.ServiceOffer.ServiceOfferRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of a cross-chain offer that comes in the query.
 *
 * @param autoBridgeEnabled has no effect: purchases are settled in the ledger
 * @param reputationThreshold what the seller must have; 1000 is a seller whose sales all went well, or who has none yet
 * @param deadlineMinutes how long it is offered; without end where it is not given
 */
record CrossChainOffer(
        @Nullable String agentId,
        @NotBlank @Size(max = 64) String serviceType,

        @NotNull @DecimalMin(MIN_PRICE) @DecimalMax(MAX_PRICE) @Digits(integer = 10, fraction = 8)
        BigDecimal basePrice,

        @Nullable String currency,
        @Nullable @Min(1) @Max(1_000_000) Integer totalCapacity,
        @Nullable Boolean autoBridgeEnabled,
        @Nullable @DecimalMin("0") @DecimalMax("1000") Double reputationThreshold,
        @Nullable @Min(1) @Max(5_256_000) Integer deadlineMinutes) {

    /** @param supportedChains all that have a node, where none are named */
    record CrossChainBody(
            @NotNull ObjectNode resourceSpecification,
            @Size(max = 100) List<@NotBlank @Size(max = 64) String> regionsAvailable,
            @Nullable @Size(max = 100) List<@NotNull Long> supportedChains,

            @Size(max = 100)
            Map<@NotNull Long, @NotNull @DecimalMin(MIN_PRICE) @DecimalMax(MAX_PRICE) BigDecimal> crossChainPricing) {

        CrossChainBody {
            regionsAvailable = Objects.requireNonNullElse(regionsAvailable, List.of());
            crossChainPricing = Objects.requireNonNullElse(crossChainPricing, Map.of());
        }
    }

    double threshold() {
        return Objects.requireNonNullElse(reputationThreshold, 500.0);
    }

    ServiceOfferRequest with(CrossChainBody body) {
        return new ServiceOfferRequest(
                agentId,
                serviceType,
                body.resourceSpecification,
                basePrice,
                Objects.requireNonNullElse(totalCapacity, 100),
                currency,
                body.regionsAvailable,
                body.supportedChains,
                null,
                null,
                deadlineMinutes,
                Map.of(),
                body.crossChainPricing);
    }
}
