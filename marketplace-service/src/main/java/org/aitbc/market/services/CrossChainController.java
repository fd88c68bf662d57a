package org.aitbc.market.services;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.services.CrossChainOffer.CrossChainBody;
import org.aitbc.market.services.OfferPricing.OptimizedOffer;
import org.aitbc.market.services.ServiceOffer.*;
import org.aitbc.market.services.ServiceSale.*;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.PageLimits;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.*;

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
