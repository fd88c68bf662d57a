package org.aitbc.market.services;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.services.ServiceOffer.*;
import org.aitbc.market.services.ServiceSale.*;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.paging.*;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/global-marketplace")
@Tag(name = "global marketplace")
record ServiceController(Offers offers, BuyOffer buyOffer, Sales sales) {

    @PostMapping("/offers")
    @Operation(summary = "Offer a service")
    ListedOffer offer(Caller caller, @Valid @RequestBody ServiceOfferRequest request) {
        return offers.create(caller, request);
    }

    @GetMapping("/offers")
    @Operation(summary = "List services, newest first", description = "The cursor is the id of the last one seen.")
    List<ListedOffer> offers(@ParameterObject Offers.Filter filter, @PageLimits(max = 500, value = 100) Page page) {
        return offers.find(filter, false, false, page);
    }

    @GetMapping("/offers/{offerId}")
    @Operation(summary = "Get a service")
    ListedOffer offer(@PathVariable UUID offerId) {
        return offers.requireListed(offerId);
    }

    @PostMapping("/transactions")
    @TakesIdempotencyKey
    @Operation(summary = "Buy units of a service", description = "The money is held until they are delivered.")
    ServiceSale buy(Caller caller, @Valid @RequestBody ServicePurchaseRequest request) {
        return buyOffer.buy(caller, request);
    }

    @GetMapping("/transactions")
    @Operation(summary = "List the caller's purchases and sales, newest first; an admin sees all, or those of a user")
    List<ServiceSale> transactions(
            Caller caller, @ParameterObject Sales.Filter filter, @PageLimits(max = 500, value = 100) Page page) {
        return sales.find(caller, filter, false, page);
    }

    @GetMapping("/transactions/{transactionId}")
    @Operation(summary = "Get a purchase or sale")
    ServiceSale transaction(Caller caller, @PathVariable UUID transactionId) {
        return sales.visible(caller, transactionId);
    }

    @PostMapping("/transactions/{transactionId}/{verb:deliver|confirm|cancel}")
    @Operation(
            summary = "Deliver, confirm or cancel a purchase",
            description =
                    "The seller delivers; the buyer confirms, which pays the seller. Either cancels, which refunds"
                            + " the buyer; a buyer only before the delivery.")
    ServiceSale act(Caller caller, @PathVariable UUID transactionId, @PathVariable Action verb) {
        return sales.act(caller, transactionId, verb);
    }
}
