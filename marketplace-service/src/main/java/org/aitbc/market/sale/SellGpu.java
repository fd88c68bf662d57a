package org.aitbc.market.sale;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.market.clock.MarketClock;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.money.Holds;
import org.aitbc.market.money.Terms;
import org.aitbc.market.principal.Principals;
import org.aitbc.market.sale.SaleController.Bought;
import org.aitbc.market.sale.SaleController.Offer;
import org.aitbc.market.sale.SaleController.Purchase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sells listings: the seller is paid when the buyer owns it, in one transaction. Open bookings stay with who had it. */
@Component
class SellGpu {

    private final Gpus gpus;
    private final Sales sales;
    private final Holds holds;
    private final MarketClock clock;
    private final TransactionTemplate transactions;

    SellGpu(Gpus gpus, Sales sales, Holds holds, MarketClock clock, TransactionTemplate transactions) {
        this.gpus = gpus;
        this.sales = sales;
        this.holds = holds;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** @throws Forbidden when it is not the caller's */
    Sale offer(Caller caller, Offer offer) {
        String seller = Principals.of(caller, offer.sellerId(), "seller_id");
        return Objects.requireNonNull(transactions.execute(_ -> {
            Gpu gpu = gpus.lock(offer.gpuId());
            gpu.requireOwner(seller);
            return sales.offer(gpu, seller, offer.listingPrice(), offer.text(), clock.now());
        }));
    }

    void withdraw(Caller caller, UUID gpuId) {
        transactions.executeWithoutResult(_ -> {
            Gpu gpu = gpus.lock(gpuId);
            gpu.requireOwner(caller.isAdmin() ? gpu.owner() : caller.subject());
            require(gpuId);
            sales.withdrawn(gpuId, clock.now());
        });
    }

    /**
     * @throws Conflict when it costs something else than the buyer said, or is the buyer's own
     * @throws org.aitbc.domain.error.PaymentRequired when the buyer has too little available
     */
    Bought buy(Caller caller, @Nullable String key, UUID gpuId, Purchase purchase) {
        String buyer = Principals.of(caller, purchase.buyerId(), "buyer_id");
        return holds.deal(
                caller,
                key,
                "gpu.buy",
                List.of(gpuId, purchase),
                Bought.class,
                () -> {
                    Sale sale = check(gpus.require(gpuId), buyer, purchase);
                    return new Terms("sale.hold", "gpu " + Ids.text(gpuId), buyer, sale.price(), sale.currency());
                },
                hold -> {
                    Sale sale = check(gpus.lock(gpuId), buyer, purchase);
                    sales.sold(sale, buyer, hold, clock.now());
                    holds.decide(hold, "sale.settle", List.of(new Share(sale.seller(), sale.price(), true)));
                    return Bought.of(sale, buyer);
                });
    }

    private Sale check(Gpu gpu, String buyer, Purchase purchase) {
        Sale sale = require(gpu.id());
        if (!sale.seller().equals(gpu.owner())) {
            throw new Conflict("GPU_NOT_FOR_SALE", "the GPU's owner has not offered it");
        }
        if (sale.seller().equals(buyer)) {
            throw new Conflict("GPU_YOURS", "the GPU is the buyer's own");
        }
        if (sale.price().compareTo(purchase.listingPrice()) != 0) {
            throw new Conflict("PRICE_CHANGED", "listing_price: the GPU is sold for another price");
        }
        return sale;
    }

    private Sale require(UUID gpuId) {
        return sales.find(gpuId).orElseThrow(() -> new NotFound("GPU_NOT_FOR_SALE", "the GPU is not for sale"));
    }
}
