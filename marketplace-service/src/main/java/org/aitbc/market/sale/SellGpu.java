package org.aitbc.market.sale;

import java.util.*;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.principal.Principals;
import org.aitbc.market.sale.Sale.*;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.deal.Deals;
import org.aitbc.starter.deal.HoldTerms;
import org.aitbc.starter.request.IdempotencyHeader;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sells listings: the seller is paid when the buyer owns it, in one transaction. Open bookings stay with who had it. */
@Component
@Transactional
class SellGpu {

    private final Gpus gpus;
    private final Sales sales;
    private final Deals deals;
    private final DatabaseClock clock;

    SellGpu(Gpus gpus, Sales sales, Deals deals, DatabaseClock clock) {
        this.gpus = gpus;
        this.sales = sales;
        this.deals = deals;
        this.clock = clock;
    }

    /** @throws org.aitbc.domain.error.Forbidden when it is not the caller's */
    Sale offer(Caller caller, SellRequest offer) {
        String seller = Principals.of(caller, offer.sellerId(), "seller_id");
        Gpu gpu = gpus.lock(offer.gpuId());
        gpu.requireOwner(seller);
        gpu.requireReported();
        return sales.offer(gpu, seller, offer, clock.now());
    }

    void withdraw(Caller caller, UUID gpuId) {
        Gpu gpu = gpus.lock(gpuId);
        gpu.requireOwner(caller.isAdmin() ? gpu.owner() : caller.subject());
        sales.require(gpuId);
        sales.withdraw(gpuId, clock.now());
    }

    /**
     * @throws Conflict when it costs something else than the buyer said, or is the buyer's own
     * @throws org.aitbc.domain.error.PaymentRequired when the buyer has too little available
     */
    @Transactional(propagation = Propagation.NEVER)
    Bought buy(Caller caller, UUID gpuId, Purchase purchase) {
        String buyer = Principals.of(caller, purchase.buyerId(), "buyer_id");
        return deals.make(
                caller,
                IdempotencyHeader.current(),
                "gpu.buy",
                List.of(gpuId, purchase),
                Bought.class,
                () -> {
                    Sale sale = check(gpus.require(gpuId), buyer, purchase);
                    String reference = "gpu " + Ids.text(gpuId);
                    return new HoldTerms("sale.hold", reference, buyer, sale.listingPrice(), sale.currency());
                },
                hold -> {
                    Sale sale = check(gpus.lock(gpuId), buyer, purchase);
                    sales.close(sale, buyer, hold, clock.now());
                    Share price = new Share(sale.sellerId(), sale.listingPrice(), true);
                    deals.decide(hold, "sale.settle", List.of(price));
                    return sale.boughtBy(buyer);
                });
    }

    private Sale check(Gpu gpu, String buyer, Purchase purchase) {
        Sale sale = sales.require(gpu.id());
        boolean owned = sale.sellerId().equals(gpu.owner());
        Conflict.when(!owned, "GPU_NOT_FOR_SALE", "the GPU's owner has not offered it");
        Conflict.when(sale.sellerId().equals(buyer), "GPU_YOURS", "the GPU is the buyer's own");
        boolean agreed = sale.listingPrice().compareTo(purchase.listingPrice()) == 0;
        Conflict.when(!agreed, "PRICE_CHANGED", "listing_price: the GPU is sold for another price");
        gpu.requireReported();
        return sale;
    }
}
