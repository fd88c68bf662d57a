package org.aitbc.market.global;

import java.math.BigDecimal;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.global.ExternalMarket.RemoteOffer;
import org.aitbc.market.global.ExternalMarket.RemoteSale;
import org.aitbc.market.principal.Principals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Purchases at other markets: the buyer's money is held here, the configured key buys there under the purchase's id, and
 * what becomes of it there becomes of it here.
 */
@Component
class ExternalSales {

    private final ExternalMarkets markets;
    private final Sales sales;
    private final Settlement settlement;
    private final Deals deals;
    private final GlobalSettings settings;

    ExternalSales(ExternalMarkets markets, Sales sales, Settlement settlement, Deals deals, GlobalSettings settings) {
        this.markets = markets;
        this.sales = sales;
        this.settlement = settlement;
        this.deals = deals;
        this.settings = settings;
    }

    Sale buy(Caller caller, @Nullable String key, String name, ServicePurchaseRequest wanted) {
        String buyer = Principals.of(caller, wanted.buyerId(), "buyer_id");
        ExternalMarket market = markets.require(name);
        AtomicBoolean made = new AtomicBoolean();
        Sale sale = deals.make(
                caller,
                key,
                "service.buy " + name,
                wanted,
                () -> order(name, find(market, wanted), buyer, wanted.quantity()),
                (order, hold) -> {
                    sales.add(order, hold, "pending", settings.lookAgain());
                    made.set(true);
                });
        // a repetition would ask beside the first
        if (made.get()) {
            ask(sale);
        }
        return sales.require(sale.id());
    }

    /** Tells the other market, and takes over what it says. */
    boolean act(Sale sale, Verb verb) {
        if (sale.remoteId() == null) {
            throw new Conflict("WRONG_STATE", "the other market has not answered yet");
        }
        adopt(sale, markets.require(String.valueOf(sale.market())).act(sale.remoteId(), verb));
        return true;
    }

    /** Asks about a purchase that is due, unless another has just taken it up. */
    void follow(UUID id) {
        if (sales.takeUp(id, settings.lookAgain())) {
            ask(sales.require(id));
        }
    }

    /** Buys there what is not bought yet, or asks what became of it. Whatever is unknown is asked again later. */
    private void ask(Sale sale) {
        try {
            ExternalMarket market = markets.require(String.valueOf(sale.market()));
            adopt(
                    sale,
                    sale.remoteId() == null
                            ? market.buy(String.valueOf(sale.remoteOffer()), sale.quantity(), Ids.text(sale.id()))
                            : market.sale(sale.remoteId()));
        } catch (Unavailable unknown) {
            // asked again by the sweep
        } catch (DomainException refused) {
            settlement.refuse(sale);
        }
    }

    private void adopt(Sale sale, RemoteSale there) {
        UUID id = sale.id();
        sales.take(id, there.id());
        if (there.totalAmount().compareTo(sale.total()) > 0 && there.status().equals("active")) {
            // dearer than it was offered: nobody has said yes to that
            markets.require(String.valueOf(sale.market())).act(there.id(), Verb.CANCEL);
            settlement.refund(sale, "cancelled", true);
            return;
        }
        switch (there.status()) {
            case "completed" -> settlement.release(id, true);
            case "cancelled", "expired" -> settlement.refund(sale, there.status(), true);
            default -> sales.put(id, settings.lookAgain());
        }
    }

    private static RemoteOffer find(ExternalMarket market, ServicePurchaseRequest wanted) {
        return market.offers().stream()
                .filter(offer -> offer.id().equals(wanted.offerId()))
                .findFirst()
                .orElseThrow(() -> new NotFound("OFFER_NOT_FOUND", "Offer not found"));
    }

    private Order order(String market, RemoteOffer offer, String buyer, int quantity) {
        return new Order(
                Ids.next(),
                null,
                market,
                offer.id(),
                buyer,
                markets.account(market),
                offer.serviceType(),
                quantity,
                offer.basePrice(),
                Currency.of(offer.currency()),
                OfferDesk.ANYWHERE,
                OfferDesk.ANYWHERE,
                null,
                null,
                BigDecimal.ZERO);
    }
}
