package org.aitbc.market.services;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.principal.Principals;
import org.aitbc.market.services.ServiceOffer.*;
import org.aitbc.market.services.ServiceSale.*;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.PageLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/global-marketplace")
@Tag(name = "global marketplace")
record ServiceController(
        Offers offers, OfferService offerService, BuyOffer buyOffer, Sales sales, ManageSales manageSales) {

    @PostMapping("/offers")
    @Operation(summary = "Offer a service")
    ListedOffer offer(Caller caller, @Valid @RequestBody ServiceOfferRequest request) {
        return offerService.create(caller, request);
    }

    @GetMapping("/offers")
    @Operation(summary = "List services, newest first", description = "The cursor is the id of the last one seen.")
    List<ListedOffer> offers(
            @RequestParam @Nullable String region,
            @RequestParam @Nullable String serviceType,
            @RequestParam @Nullable Status status,
            @PageLimits(max = 500, value = 100) Page page) {
        Offers.Filter filter = new Offers.Filter(region, serviceType, status, null, null);
        return offerService.listed(offers.find(filter, false, false, page));
    }

    @GetMapping("/offers/{offerId}")
    @Operation(summary = "Get a service")
    ListedOffer offer(@PathVariable UUID offerId) {
        return offerService.require(offerId);
    }

    @PostMapping("/transactions")
    @TakesIdempotencyKey
    @Operation(summary = "Buy units of a service", description = "The money is held until they are delivered.")
    ServiceSale buy(Caller caller, @Valid @RequestBody ServicePurchaseRequest request) {
        return buyOffer.buy(caller, request);
    }

    @GetMapping("/transactions")
    @Operation(
            summary = "List purchases and sales, newest first",
            description = "Those of the caller; an admin sees all, or those of a user.")
    List<ServiceSale> transactions(
            Caller caller,
            @RequestParam @Nullable String userId,
            @RequestParam @Nullable Status status,
            @PageLimits(max = 500, value = 100) Page page) {
        String party = caller.isAdmin() ? userId : Principals.of(caller, userId, "user_id");
        return sales.find(new Sales.Filter(party, null, null, null, null, status), false, page);
    }

    @GetMapping("/transactions/{transactionId}")
    @Operation(summary = "Get a purchase or sale")
    ServiceSale transaction(Caller caller, @PathVariable UUID transactionId) {
        return manageSales.visible(caller, transactionId);
    }

    @PostMapping("/transactions/{transactionId}/{verb:deliver|confirm|cancel}")
    @Operation(
            summary = "Deliver, confirm or cancel a purchase",
            description =
                    "The seller delivers; the buyer confirms, which pays the seller. Either cancels, which refunds the"
                            + " buyer; a buyer only before the delivery.")
    ServiceSale act(Caller caller, @PathVariable UUID transactionId, @PathVariable Action verb) {
        return manageSales.act(caller, transactionId, verb);
    }
}
