package org.aitbc.market.services;

import static org.aitbc.market.services.ServiceOffer.*;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.services.OfferPricing.*;
import org.aitbc.market.services.ServiceSale.ServicePurchaseRequest;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.paging.*;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.*;
import tools.jackson.databind.node.ObjectNode;

/** The same offers and purchases, by the chains that they name. */
@RestController
@RequestMapping("/v1/global-marketplace-integration")
@Tag(name = "global marketplace integration")
record CrossChainController(Offers offers, OfferPricing pricing, BuyOffer buyOffer, Sales sales, FeatureFlags flags) {

    /** The bridge of explorer-service locks by hash and time; the last two are not offered here. */
    enum BridgeProtocol {
        ATOMIC_SWAP,
        HTLC,
        LIQUIDITY_POOL,
        WRAPPED_TOKEN
    }

    /** The part of an offer in the query; 1000 is the reputation of sellers whose sales all went well. */
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

    /**
     * @param regionsAvailable names of regions; empty for all
     * @param supportedChains all that have a node, where none are named
     */
    record CrossChainBody(
            @NotNull ObjectNode resourceSpecification,
            @Size(max = 100) List<@NotBlank @Size(max = 64) String> regionsAvailable,
            @Nullable @Size(max = 100) List<@NotNull Long> supportedChains,

            @Size(max = 100)
            Map<@NotNull Long, @NotNull @DecimalMin(MIN_PRICE) @DecimalMax(MAX_PRICE) BigDecimal> crossChainPricing) {}

    @PostMapping("/offers/create-cross-chain")
    @Operation(summary = "Offer a service on chains, or on all that have a node; 503 where one of them has none")
    ListedOffer create(
            Caller caller, @Valid @ParameterObject CrossChainOffer offer, @Valid @RequestBody CrossChainBody body) {
        double threshold = Objects.requireNonNullElse(offer.reputationThreshold, 500.0);
        return offers.createCrossChain(caller, offer.with(body), threshold);
    }

    @GetMapping("/offers/cross-chain")
    @Operation(summary = "List services, those of sellers whose sales went well first")
    List<ListedOffer> offers(
            @ParameterObject Offers.Filter filter,
            @RequestParam(defaultValue = "true") boolean includeCrossChain,
            @PageLimits(max = 500, value = 100) Page page) {
        return offers.find(filter, includeCrossChain, flags.current().reputationBasedRanking(), page);
    }

    @GetMapping("/offers/{offerId}/cross-chain-details")
    @Operation(summary = "Get a service and its listings on chains")
    ListedOffer details(@PathVariable UUID offerId) {
        return offers.requireListed(offerId);
    }

    @PostMapping("/offers/{offerId}/optimize-pricing")
    @Operation(summary = "Set a service's prices by what was sold of its kind in each region and on each chain")
    OptimizedOffer optimize(
            Caller caller,
            @PathVariable UUID offerId,
            @RequestParam(defaultValue = "balanced") Strategy optimizationStrategy,
            @RequestParam @Nullable List<String> targetRegions,
            @RequestParam @Nullable List<Long> targetChains) {
        return pricing.optimize(caller, offerId, optimizationStrategy, targetRegions, targetChains);
    }

    @PostMapping("/transactions/execute-cross-chain")
    @TakesIdempotencyKey
    @Operation(
            summary = "Buy units of a service at the price of a chain",
            description = "The fee of a bridge is an estimate: the purchase is settled in the ledger, at any priority.")
    ServiceSale execute(
            Caller caller,
            @Valid @ParameterObject ServicePurchaseRequest request,
            @RequestParam @Nullable BridgeProtocol bridgeProtocol,
            @RequestParam(defaultValue = "medium") @Pattern(regexp = "low|medium|high|urgent|critical") String priority,
            @RequestParam(defaultValue = "true") boolean autoExecuteBridge) {
        if (bridgeProtocol == BridgeProtocol.LIQUIDITY_POOL || bridgeProtocol == BridgeProtocol.WRAPPED_TOKEN) {
            throw new Unavailable("PROTOCOL_UNAVAILABLE", "bridge_protocol: is not offered here");
        }
        return buyOffer.buyOnChain(caller, request);
    }

    @GetMapping("/transactions/cross-chain")
    @Operation(summary = "List the caller's purchases and sales that name a chain; an admin sees all")
    List<ServiceSale> transactions(
            Caller caller, @ParameterObject Sales.Filter filter, @PageLimits(max = 500, value = 100) Page page) {
        return sales.find(caller, filter, true, page);
    }
}
