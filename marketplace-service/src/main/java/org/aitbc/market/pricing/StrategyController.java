package org.aitbc.market.pricing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.pricing.PricingController.ResourceType;
import org.aitbc.market.pricing.PricingStrategies.PricingStrategy;
import org.aitbc.market.pricing.Strategy.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;

/** With a strategy an owner agrees to bookings at the price of the market, within bounds. */
@RestController
@RequestMapping("/v1/pricing")
@Tag(name = "pricing")
record StrategyController(PricingStrategies strategies) {

    /** AITBC per hour. */
    record Bounds(
            @Nullable @Positive @Digits(integer = 20, fraction = 8)
            BigDecimal minPrice,

            @Nullable @Positive @Digits(integer = 20, fraction = 8)
            BigDecimal maxPrice) {}

    /**
     * @param constraints bounds of the prices that it makes
     * @param resourceTypes what it is for; GPUs are all that has a market
     * @param regions the strategy is for GPUs in these regions; for all by default
     */
    record PricingStrategyRequest(
            @NotNull Strategy strategy,
            @Valid Bounds constraints,
            @Nullable List<@NotNull ResourceType> resourceTypes,
            @Size(max = 100) List<@NotNull @Size(min = 1, max = 64) String> regions) {

        PricingStrategyRequest {
            constraints = Objects.requireNonNullElse(constraints, new Bounds(null, null));
            regions = Objects.requireNonNullElse(regions, List.of());
        }
    }

    /**
     * @param constraints bounds of the prices that it makes
     * @param setAt when it was set
     */
    record PricingStrategyResponse(
            String providerId, Strategy strategy, Bounds constraints, Instant setAt, String status) {

        static PricingStrategyResponse of(PricingStrategy set) {
            Bounds bounds = new Bounds(set.minPrice(), set.maxPrice());
            return new PricingStrategyResponse(set.owner(), set.strategy(), bounds, set.setAt(), "active");
        }
    }

    /**
     * @param constraints bounds of the prices that it makes
     * @param resourceTypes what it is for; GPUs are all that has a market
     */
    record BulkPricingUpdate(
            @NotNull @Size(min = 1, max = 64) String providerId,
            @NotNull Strategy strategy,
            @Nullable @Valid Bounds constraints,
            @Nullable List<@NotNull ResourceType> resourceTypes) {}

    /**
     * @param updates one for each owner
     * @param dryRun only validate the updates
     */
    record BulkPricingUpdateRequest(
            @NotEmpty @Size(max = 1000) List<@NotNull @Valid BulkPricingUpdate> updates,
            @Nullable Boolean dryRun) {}

    record BulkUpdateResult(String providerId, String status, String message) {}

    /**
     * @param totalUpdates how many were asked for
     * @param successCount how many were done
     * @param errorCount how many were refused
     * @param results what became of each
     */
    record BulkPricingUpdateResponse(
            int totalUpdates, int successCount, int errorCount, List<BulkUpdateResult> results, Instant processedAt) {}

    /**
     * @param riskTolerance high, medium or low
     * @param priority what it aims at
     * @param parameters what it computes with
     */
    record AvailableStrategy(
            Strategy strategy,
            String name,
            String description,
            String riskTolerance,
            String priority,
            Parameters parameters) {

        static AvailableStrategy of(Strategy one) {
            String name = one.text().replace('_', ' ');
            return new AvailableStrategy(one, name, one.description, one.riskTolerance, one.priority, one.parameters());
        }
    }

    @GetMapping("/strategies/available")
    @Operation(summary = "List the pricing strategies and their parameters")
    List<AvailableStrategy> available() {
        return Arrays.stream(Strategy.values()).map(AvailableStrategy::of).toList();
    }

    @PostMapping("/strategy/{providerId}")
    @Operation(summary = "Set the pricing strategy of an owner")
    PricingStrategyResponse set(
            Caller caller, @PathVariable String providerId, @Valid @RequestBody PricingStrategyRequest request) {
        check(caller, providerId, request.constraints, request.resourceTypes);
        return PricingStrategyResponse.of(strategies.set(
                providerId,
                request.strategy,
                request.constraints.minPrice,
                request.constraints.maxPrice,
                request.regions));
    }

    @GetMapping("/strategy/{providerId}")
    @Operation(summary = "Get the pricing strategy of an owner")
    PricingStrategyResponse strategy(@PathVariable String providerId) {
        return strategies
                .findByOwner(providerId)
                .map(PricingStrategyResponse::of)
                .orElseThrow(() -> new NotFound(
                        "NO_STRATEGY_FOUND_FOR_PROVIDER", "this owner sells at the listed prices, or is none"));
    }

    @PostMapping("/bulk-update")
    @Operation(
            summary = "Set the pricing strategies of several owners",
            description = "Each update succeeds or fails alone.")
    BulkPricingUpdateResponse update(Caller caller, @Valid @RequestBody BulkPricingUpdateRequest request) {
        boolean dry = Boolean.TRUE.equals(request.dryRun);
        List<BulkUpdateResult> results =
                request.updates.stream().map(one -> update(caller, one, dry)).toList();
        int errors =
                (int) results.stream().filter(one -> one.status.equals("error")).count();
        return new BulkPricingUpdateResponse(results.size(), results.size() - errors, errors, results, Instant.now());
    }

    private BulkUpdateResult update(Caller caller, BulkPricingUpdate update, boolean dry) {
        try {
            Bounds bounds = Objects.requireNonNullElse(update.constraints, new Bounds(null, null));
            check(caller, update.providerId, bounds, update.resourceTypes);
            if (dry) {
                return new BulkUpdateResult(update.providerId, "validated", "would be set");
            }
            strategies.set(update.providerId, update.strategy, bounds.minPrice, bounds.maxPrice, List.of());
            return new BulkUpdateResult(update.providerId, "success", "is set");
        } catch (DomainException refused) {
            return new BulkUpdateResult(update.providerId, "error", String.valueOf(refused.getMessage()));
        }
    }

    private static void check(Caller caller, String owner, Bounds bounds, @Nullable List<ResourceType> types) {
        caller.requireOwner(owner, "NOT_YOUR_PRICES", "provider_id: you are " + caller.subject());
        Objects.requireNonNullElse(types, List.<ResourceType>of()).forEach(ResourceType::requireMarket);
        boolean empty =
                bounds.minPrice != null && bounds.maxPrice != null && bounds.minPrice.compareTo(bounds.maxPrice) >= 0;
        Invalid.when(empty, "VALIDATION_ERROR", "constraints.min_price: must be below max_price");
    }
}
