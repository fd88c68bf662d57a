package org.aitbc.market.global;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.licensing.Licenses;
import org.aitbc.market.principal.Principals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Buys of an offer: its money is held first, then it is taken off the offer's capacity. */
@Component
class Purchases {

    private final Offers offers;
    private final Sales sales;
    private final Deals deals;
    private final Licenses licenses;
    private final Chains chains;
    private final Options options;
    private final GlobalSettings settings;

    Purchases(
            Offers offers,
            Sales sales,
            Deals deals,
            Licenses licenses,
            Chains chains,
            Options options,
            GlobalSettings settings) {
        this.offers = offers;
        this.sales = sales;
        this.deals = deals;
        this.licenses = licenses;
        this.chains = chains;
        this.options = options;
        this.settings = settings;
    }

    Sale buy(Caller caller, @Nullable String key, ServicePurchaseRequest wanted) {
        String buyer = Principals.of(caller, wanted.buyerId(), "buyer_id");
        UUID offer = Ids.parse(wanted.offerId());
        return deals.make(
                caller,
                key,
                "service.buy",
                wanted,
                () -> quote(offers.require(offer), buyer, wanted),
                (order, hold) -> {
                    licenses.accept(offer, buyer, wanted.licenseId());
                    if (!sales.take(offer, order.quantity())) {
                        throw soldOut();
                    }
                    sales.add(order, hold, "active", settings.deliverWithin());
                });
    }

    private Order quote(Offer offer, String buyer, ServicePurchaseRequest wanted) {
        if (offer.agent().equals(buyer)) {
            throw new Invalid("OWN_OFFER", "buyer_id: sells it");
        }
        require(
                offer.regions().isEmpty()
                        || wanted.targetRegion().equals(OfferDesk.ANYWHERE)
                        || offer.regions().contains(wanted.targetRegion()),
                "target_region");
        require(wanted.targetChain() == null || offer.chains().contains(wanted.targetChain()), "target_chain");
        licenses.require(offer.id(), buyer, wanted.licenseId());
        if (!offer.live()) {
            throw new Conflict("OFFER_EXPIRED", "the offer has expired");
        }
        if (offer.available() < wanted.quantity()) {
            throw soldOut();
        }
        BigDecimal feeRate = chains.feeRate(wanted.sourceChain(), wanted.targetChain());
        return Order.of(offer, buyer, wanted, price(offer, wanted), feeRate);
    }

    private BigDecimal price(Offer offer, ServicePurchaseRequest wanted) {
        BigDecimal price = offer.basePrice();
        if (options.isOn(Option.REGIONAL_PRICING_ENABLED)) {
            price = offer.regionPrices().getOrDefault(wanted.targetRegion(), price);
        }
        if (options.isOn(Option.CROSS_CHAIN_PRICING_ENABLED)) {
            price = offer.chainPrices().getOrDefault(String.valueOf(wanted.targetChain()), price);
        }
        return price;
    }

    private static void require(boolean sold, String member) {
        if (!sold) {
            throw new Invalid("VALIDATION_ERROR", member + ": it is not sold there");
        }
    }

    private static Conflict soldOut() {
        return new Conflict("OFFER_SOLD_OUT", "so much is not left of the offer");
    }
}
