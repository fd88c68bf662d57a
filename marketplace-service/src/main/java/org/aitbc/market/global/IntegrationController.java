package org.aitbc.market.global;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.global.OfferPricing.OptimizedOffer;
import org.aitbc.market.row.Part;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The same offers and purchases, by the chains that they name. */
@RestController
@RequestMapping("/v1/global-marketplace-integration")
@Tag(name = "global marketplace integration")
class IntegrationController {

    private final OfferDesk desk;
    private final OfferPricing pricing;
    private final Purchases purchases;
    private final Sales sales;

    IntegrationController(OfferDesk desk, OfferPricing pricing, Purchases purchases, Sales sales) {
        this.desk = desk;
        this.pricing = pricing;
        this.purchases = purchases;
        this.sales = sales;
    }

    /** @param supportedChains all that have a node, where none are named */
    record CrossChainBody(
            @NotNull ObjectNode resourceSpecification,
            @Size(max = 100) List<@NotBlank @Size(max = 64) String> regionsAvailable,
            @Nullable @Size(max = 100) List<@NotNull Long> supportedChains,

            @Size(max = 100)
            Map<
                            @NotNull Long,
                            @NotNull @DecimalMin(ServiceOfferRequest.MIN) @DecimalMax(ServiceOfferRequest.MAX)
                            BigDecimal>
                    crossChainPricing) {

        CrossChainBody {
            regionsAvailable = regionsAvailable == null ? List.of() : regionsAvailable;
            crossChainPricing = crossChainPricing == null ? Map.of() : crossChainPricing;
        }
    }

    @PostMapping("/offers/create-cross-chain")
    @Operation(summary = "Offer a service on chains; 503 where one of them has no node")
    ServiceOfferView create(
            Caller caller, @Valid @ParameterObject CrossChainTerms terms, @Valid @RequestBody CrossChainBody body) {
        return desk.createCrossChain(caller, terms.with(body), terms.threshold());
    }

    @GetMapping("/offers/cross-chain")
    @Operation(summary = "Services on the market, those of sellers whose sales went well first")
    List<ServiceOfferView> offers(
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(name = "service_type", required = false) @Nullable String serviceType,
            @RequestParam(name = "chain_id", required = false) @Nullable Long chain,
            @RequestParam(name = "min_reputation", required = false) @Nullable Double leastReputation,
            @RequestParam(name = "include_cross_chain", defaultValue = "true") boolean crossChain,
            @Valid @ParameterObject Part part) {
        return desk.ranked(new OfferFilter(region, serviceType, null, chain, crossChain, leastReputation), part);
    }

    @GetMapping("/offers/{offerId}/cross-chain-details")
    @Operation(summary = "A service, and the chains it is listed on")
    ServiceOfferView details(@PathVariable String offerId) {
        return desk.view(Ids.parse(offerId));
    }

    @PostMapping("/offers/{offerId}/optimize-pricing")
    @Operation(
            summary = "Set an offer's prices by what was sold of its kind in each region and chain, and what is left")
    OptimizedOffer optimize(
            Caller caller,
            @PathVariable String offerId,
            @RequestParam(name = "optimization_strategy", defaultValue = "balanced") @Pattern(regexp = Strategy.PATTERN)
                    String strategy,
            @RequestParam(name = "target_regions", required = false) @Nullable List<String> regions,
            @RequestParam(name = "target_chains", required = false) @Nullable List<Long> chains) {
        return pricing.optimize(caller, Ids.parse(offerId), Strategy.of(strategy), regions, chains);
    }

    @PostMapping("/transactions/execute-cross-chain")
    @Operation(
            summary =
                    "Buy at the price of a chain, with what a bridge would take between two; settled in the ledger all the same")
    ServiceSaleView execute(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @ParameterObject ServicePurchaseRequest wanted,
            @RequestParam(name = "bridge_protocol", required = false)
                    @Nullable
                    @Pattern(regexp = "atomic_swap|htlc|liquidity_pool|wrapped_token")
                    String protocol,
            @RequestParam(defaultValue = "medium") @Pattern(regexp = "low|medium|high|urgent|critical") String priority,
            @RequestParam(name = "auto_execute_bridge", defaultValue = "true") boolean autoExecute) {
        if ("liquidity_pool".equals(protocol) || "wrapped_token".equals(protocol)) {
            throw new Unavailable("PROTOCOL_UNAVAILABLE", "bridge_protocol: is not offered here");
        }
        return ServiceSaleView.of(purchases.buy(caller, key, desk.onAChain(wanted)));
    }

    @GetMapping("/transactions/cross-chain")
    @Operation(summary = "Purchases and sales of the caller that name a chain; an admin sees all")
    List<ServiceSaleView> transactions(
            Caller caller,
            @RequestParam(name = "buyer_id", required = false) @Nullable String buyer,
            @RequestParam(name = "seller_id", required = false) @Nullable String seller,
            @RequestParam(name = "source_chain", required = false) @Nullable Long source,
            @RequestParam(name = "target_chain", required = false) @Nullable Long target,
            @RequestParam(required = false) @Nullable @Pattern(regexp = GlobalController.STATUS) String status,
            @Valid @ParameterObject Part part) {
        String who = caller.isAdmin() ? null : caller.subject();
        return sales.list(new SaleFilter(who, buyer, seller, source, target, status, true), part).stream()
                .map(ServiceSaleView::of)
                .toList();
    }
}
