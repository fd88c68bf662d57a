package org.aitbc.market.services;

import static org.aitbc.market.services.ServiceOffer.MAX_PRICE;
import static org.aitbc.market.services.ServiceOffer.MIN_PRICE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.services.OfferPricing.OptimizedOffer;
import org.aitbc.market.services.ServiceOffer.*;
import org.aitbc.market.services.ServiceSale.*;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.PageLimits;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.*;
import tools.jackson.databind.node.ObjectNode;

/** The same offers and purchases, by the chains that they name. */
@RestController
@RequestMapping("/v1/global-marketplace-integration")
@Tag(name = "global marketplace integration")
record CrossChainController(
        Offers offers,
        OfferService offerService,
        OfferPricing pricing,
        BuyOffer buyOffer,
        Sales sales,
        FeatureFlags flags) {

    /** The bridge of explorer-service locks by hash and time; the last two are not offered here. */
    enum BridgeProtocol {
        ATOMIC_SWAP,
        HTLC,
        LIQUIDITY_POOL,
        WRAPPED_TOKEN
    }

    /** The ledger settles all of them at once. */
    enum Priority {
        LOW,
        MEDIUM,
        HIGH,
        URGENT,
        CRITICAL
    }

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

    @PostMapping("/offers/create-cross-chain")
    @Operation(
            summary = "Offer a service on chains",
            description = "On all that have a node where none is named; 503 where one of them has none.")
    ListedOffer create(
            Caller caller, @Valid @ParameterObject CrossChainOffer offer, @Valid @RequestBody CrossChainBody body) {
        return offerService.createCrossChain(caller, offer.with(body), offer.threshold());
    }

    @GetMapping("/offers/cross-chain")
    @Operation(summary = "List services, those of sellers whose sales went well first")
    List<ListedOffer> offers(
            @RequestParam @Nullable String region,
            @RequestParam @Nullable String serviceType,
            @RequestParam @Nullable Long chainId,
            @RequestParam @Nullable Double minReputation,
            @RequestParam(defaultValue = "true") boolean includeCrossChain,
            @PageLimits(max = 500, value = 100) Page page) {
        Offers.Filter filter = new Offers.Filter(region, serviceType, null, chainId, minReputation);
        boolean ranked = flags.current().reputationBasedRanking();
        return offerService.listed(offers.find(filter, includeCrossChain, ranked, page));
    }

    @GetMapping("/offers/{offerId}/cross-chain-details")
    @Operation(summary = "Get a service and its listings on chains")
    ListedOffer details(@PathVariable UUID offerId) {
        return offerService.require(offerId);
    }

    @PostMapping("/offers/{offerId}/optimize-pricing")
    @Operation(
            summary = "Optimize the prices of a service",
            description = "By what was sold of its kind in each region and on each chain, and what is left.")
    OptimizedOffer optimize(
            Caller caller,
            @PathVariable UUID offerId,
            @RequestParam(defaultValue = "balanced") PriceStrategy optimizationStrategy,
            @RequestParam @Nullable List<String> targetRegions,
            @RequestParam @Nullable List<Long> targetChains) {
        return pricing.optimize(caller, offerId, optimizationStrategy, targetRegions, targetChains);
    }

    @PostMapping("/transactions/execute-cross-chain")
    @TakesIdempotencyKey
    @Operation(
            summary = "Buy units of a service at the price of a chain",
            description =
                    "The fee of a bridge between two chains is an estimate: the purchase is settled in the ledger.")
    ServiceSale execute(
            Caller caller,
            @Valid @ParameterObject ServicePurchaseRequest request,
            @RequestParam @Nullable BridgeProtocol bridgeProtocol,
            @RequestParam(defaultValue = "medium") Priority priority,
            @RequestParam(defaultValue = "true") boolean autoExecuteBridge) {
        if (bridgeProtocol == BridgeProtocol.LIQUIDITY_POOL || bridgeProtocol == BridgeProtocol.WRAPPED_TOKEN) {
            throw new Unavailable("PROTOCOL_UNAVAILABLE", "bridge_protocol: is not offered here");
        }
        return buyOffer.buy(caller, offerService.onChain(request));
    }

    @GetMapping("/transactions/cross-chain")
    @Operation(
            summary = "List purchases and sales that name a chain",
            description = "Those of the caller; an admin sees all.")
    List<ServiceSale> transactions(
            Caller caller,
            @RequestParam @Nullable String buyerId,
            @RequestParam @Nullable String sellerId,
            @RequestParam @Nullable Long sourceChain,
            @RequestParam @Nullable Long targetChain,
            @RequestParam @Nullable Status status,
            @PageLimits(max = 500, value = 100) Page page) {
        String party = caller.isAdmin() ? null : caller.subject();
        return sales.find(new Sales.Filter(party, buyerId, sellerId, sourceChain, targetChain, status), true, page);
    }
}
