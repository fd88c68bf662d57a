package org.aitbc.market.global;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/**
 * The part of a cross-chain offer that comes in the query.
 *
 * @param autoBridgeEnabled nothing has to be bridged: purchases are settled in the ledger
 * @param reputationThreshold what the seller must have; 1000 is all sales went well, who has not sold yet has it
 * @param deadlineMinutes how long it is offered; for ever where not said
 */
record CrossChainTerms(
        @BindParam("agent_id") @Parameter(name = "agent_id") @Nullable
        String agentId,

        @BindParam("service_type") @Parameter(name = "service_type") @NotBlank @Size(max = 64)
        String serviceType,

        @BindParam("base_price")
        @Parameter(name = "base_price")
        @NotNull
        @DecimalMin(ServiceOfferRequest.MIN)
        @DecimalMax(ServiceOfferRequest.MAX)
        @Digits(integer = 10, fraction = 8)
        BigDecimal basePrice,

        @Nullable String currency,

        @BindParam("total_capacity") @Parameter(name = "total_capacity") @Nullable @Min(1) @Max(1_000_000)
        Integer totalCapacity,

        @BindParam("auto_bridge_enabled") @Parameter(name = "auto_bridge_enabled") @Nullable
        Boolean autoBridgeEnabled,

        @BindParam("reputation_threshold")
        @Parameter(name = "reputation_threshold")
        @Nullable
        @DecimalMin("0")
        @DecimalMax("1000")
        Double reputationThreshold,

        @BindParam("deadline_minutes") @Parameter(name = "deadline_minutes") @Nullable @Min(1) @Max(5_256_000)
        Integer deadlineMinutes) {

    private static final int USUAL_CAPACITY = 100;
    private static final double USUAL_THRESHOLD = 500;

    double threshold() {
        return reputationThreshold == null ? USUAL_THRESHOLD : reputationThreshold;
    }

    ServiceOfferRequest with(IntegrationController.CrossChainBody body) {
        return new ServiceOfferRequest(
                agentId,
                serviceType,
                body.resourceSpecification(),
                basePrice,
                totalCapacity == null ? USUAL_CAPACITY : totalCapacity,
                currency,
                body.regionsAvailable(),
                body.supportedChains(),
                null,
                null,
                deadlineMinutes,
                Map.of(),
                body.crossChainPricing());
    }
}
