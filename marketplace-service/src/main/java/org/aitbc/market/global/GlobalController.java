package org.aitbc.market.global;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.principal.Principals;
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

@RestController
@RequestMapping("/v1/global-marketplace")
@Tag(name = "global marketplace")
class GlobalController {

    static final String STATUS = "active|inactive|pending|completed|cancelled|expired";

    private final OfferDesk desk;
    private final Purchases purchases;
    private final Sales sales;
    private final SaleActions actions;

    GlobalController(OfferDesk desk, Purchases purchases, Sales sales, SaleActions actions) {
        this.desk = desk;
        this.purchases = purchases;
        this.sales = sales;
        this.actions = actions;
    }

    @PostMapping("/offers")
    @Operation(summary = "Offer a service by the unit, in regions and on chains")
    ServiceOfferView offer(Caller caller, @Valid @RequestBody ServiceOfferRequest wanted) {
        return desk.create(caller, wanted);
    }

    @GetMapping("/offers")
    @Operation(summary = "Services on the market, newest first; the cursor is the last one's id")
    List<ServiceOfferView> offers(
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(name = "service_type", required = false) @Nullable String serviceType,
            @RequestParam(required = false) @Nullable @Pattern(regexp = STATUS) String status,
            @Valid @ParameterObject Part part) {
        return desk.list(new OfferFilter(region, serviceType, status, null, false, null), part);
    }

    @GetMapping("/offers/{offerId}")
    @Operation(summary = "A service on the market")
    ServiceOfferView offer(@PathVariable String offerId) {
        return desk.view(Ids.parse(offerId));
    }

    @PostMapping("/transactions")
    @Operation(summary = "Buy units of an offer: the money is held until they are delivered")
    ServiceSaleView buy(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody ServicePurchaseRequest wanted) {
        return ServiceSaleView.of(purchases.buy(caller, key, wanted));
    }

    @GetMapping("/transactions")
    @Operation(summary = "Purchases and sales of the caller, newest first; an admin sees all, or a user's")
    List<ServiceSaleView> transactions(
            Caller caller,
            @RequestParam(name = "user_id", required = false) @Nullable String user,
            @RequestParam(required = false) @Nullable @Pattern(regexp = STATUS) String status,
            @Valid @ParameterObject Part part) {
        String who = caller.isAdmin() ? user : Principals.of(caller, user, "user_id");
        return sales.list(new SaleFilter(who, null, null, null, null, status, false), part).stream()
                .map(ServiceSaleView::of)
                .toList();
    }

    @GetMapping("/transactions/{transactionId}")
    @Operation(summary = "A purchase or sale of the caller")
    ServiceSaleView transaction(Caller caller, @PathVariable String transactionId) {
        return ServiceSaleView.of(actions.visible(caller, Ids.parse(transactionId)));
    }

    @PostMapping("/transactions/{transactionId}/{verb:deliver|confirm|cancel}")
    @Operation(
            summary =
                    "The seller delivers; the buyer confirms, which pays the seller; either cancels, which gives the money"
                            + " back, a buyer only before the delivery")
    ServiceSaleView act(Caller caller, @PathVariable String transactionId, @PathVariable String verb) {
        return ServiceSaleView.of(actions.act(caller, Ids.parse(transactionId), Verb.of(verb)));
    }
}
