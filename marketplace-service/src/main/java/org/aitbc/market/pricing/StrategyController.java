package org.aitbc.market.pricing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** With a strategy an owner agrees that bookings are made at the price of the market, within the bounds that are said. */
@RestController
@RequestMapping("/v1/pricing")
@Tag(name = "pricing")
class StrategyController {

    private final OwnersStrategies strategies;

    StrategyController(OwnersStrategies strategies) {
        this.strategies = strategies;
    }

    /** AITBC per hour that a price is never below or above. */
    record Bounds(
            @Nullable @Positive @Digits(integer = 20, fraction = 8)
            BigDecimal minPrice,

            @Nullable @Positive @Digits(integer = 20, fraction = 8)
            BigDecimal maxPrice) {

        static final Bounds NONE = new Bounds(null, null);
    }

    /** @param regions GPUs in these only; none for all */
    record PricingStrategyRequest(
            @NotNull Strategy strategy,
            @Nullable @Valid Bounds constraints,
            @Nullable List<@NotNull ResourceType> resourceTypes,
            @Nullable @Size(max = 100) List<@NotNull @Size(min = 1, max = 64) String> regions) {}

    record PricingStrategyResponse(
            String providerId, Strategy strategy, Bounds constraints, Instant setAt, String status) {

        static PricingStrategyResponse of(OwnersStrategy set) {
            return new PricingStrategyResponse(
                    set.owner(), set.strategy(), new Bounds(set.minPrice(), set.maxPrice()), set.setAt(), "active");
        }
    }

    record BulkPricingUpdate(
            @NotNull @Size(min = 1, max = 64) String providerId,
            @NotNull Strategy strategy,
            @Nullable @Valid Bounds constraints,
            @Nullable List<@NotNull ResourceType> resourceTypes) {}

    /** @param dryRun only to see what would be refused */
    record BulkPricingUpdateRequest(
            @NotEmpty @Size(max = 1000) List<@NotNull @Valid BulkPricingUpdate> updates,
            @Nullable Boolean dryRun) {}

    record BulkUpdateResult(String providerId, String status, String message) {}

    record BulkPricingUpdateResponse(
            int totalUpdates, int successCount, int errorCount, List<BulkUpdateResult> results, Instant processedAt) {}

    @PostMapping("/strategy/{providerId}")
    @Operation(summary = "Let the prices of one's own GPUs follow the market by a strategy")
    PricingStrategyResponse set(
            Caller caller, @PathVariable String providerId, @Valid @RequestBody PricingStrategyRequest body) {
        requireOwn(caller, providerId);
        Bounds bounds = checked(body.constraints(), body.resourceTypes());
        return PricingStrategyResponse.of(strategies.set(
                providerId,
                body.strategy(),
                bounds.minPrice(),
                bounds.maxPrice(),
                body.regions() == null ? List.of() : body.regions()));
    }

    @GetMapping("/strategy/{providerId}")
    @Operation(summary = "The strategy of an owner")
    PricingStrategyResponse strategy(@PathVariable String providerId) {
        return strategies
                .of(providerId)
                .map(PricingStrategyResponse::of)
                .orElseThrow(() -> new NotFound(
                        "NO_STRATEGY_FOUND_FOR_PROVIDER", "this owner sells at the listed prices, or is none"));
    }

    @PostMapping("/bulk-update")
    @Operation(summary = "Set the strategies of several owners, each for itself: one's own, or for an admin anybody's")
    BulkPricingUpdateResponse update(Caller caller, @Valid @RequestBody BulkPricingUpdateRequest body) {
        boolean dry = Boolean.TRUE.equals(body.dryRun());
        List<BulkUpdateResult> results =
                body.updates().stream().map(one -> update(caller, one, dry)).toList();
        int done = (int)
                results.stream().filter(one -> !one.status().equals("error")).count();
        return new BulkPricingUpdateResponse(results.size(), done, results.size() - done, results, Instant.now());
    }

    private BulkUpdateResult update(Caller caller, BulkPricingUpdate update, boolean dry) {
        try {
            requireOwn(caller, update.providerId());
            Bounds bounds = checked(update.constraints(), update.resourceTypes());
            if (dry) {
                return new BulkUpdateResult(update.providerId(), "validated", "would be set");
            }
            strategies.set(update.providerId(), update.strategy(), bounds.minPrice(), bounds.maxPrice(), List.of());
            return new BulkUpdateResult(update.providerId(), "success", "is set");
        } catch (DomainException refused) {
            return new BulkUpdateResult(update.providerId(), "error", String.valueOf(refused.getMessage()));
        }
    }

    private static void requireOwn(Caller caller, String owner) {
        if (!owner.equals(caller.subject()) && !caller.isAdmin()) {
            throw new Forbidden("NOT_YOUR_PRICES", "provider_id: you are " + caller.subject());
        }
    }

    private static Bounds checked(@Nullable Bounds bounds, @Nullable List<ResourceType> types) {
        if (types != null) {
            types.forEach(ResourceType::requireMarket);
        }
        if (bounds != null
                && bounds.minPrice() != null
                && bounds.maxPrice() != null
                && bounds.minPrice().compareTo(bounds.maxPrice()) >= 0) {
            throw new Invalid("VALIDATION_ERROR", "constraints.min_price: must be below max_price");
        }
        return bounds == null ? Bounds.NONE : bounds;
    }
}
