package org.aitbc.market.global;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.market.licensing.Royalties;
import org.aitbc.market.licensing.Royalties.Royalty;
import org.aitbc.market.money.Holds;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Decides what becomes of the money of a purchase, together with the purchase's end. */
@Component
class Settlement {

    private final Sales sales;
    private final Royalties royalties;
    private final Holds holds;

    Settlement(Sales sales, Royalties royalties, Holds holds) {
        this.sales = sales;
        this.royalties = royalties;
        this.holds = holds;
    }

    /**
     * The seller is paid, and who has a share in the offer.
     *
     * @param byBuyer whether the buyer said that it was delivered
     * @return whether it was still to be decided
     */
    @Transactional
    public boolean release(UUID id, boolean byBuyer) {
        if (!sales.complete(id, byBuyer)) {
            return false;
        }
        Sale sale = sales.require(id);
        Map<String, BigDecimal> owners = new TreeMap<>();
        for (Royalty part : parts(sale)) {
            sales.payOut(id, part);
            owners.merge(part.owner(), part.amount(), BigDecimal::add);
        }
        // another market has taken its fee already
        boolean lessFee = sale.market() == null;
        holds.decide(
                sale.holdId(),
                "service.settle",
                owners.entrySet().stream()
                        .map(owner -> new Share(owner.getKey(), owner.getValue(), lessFee))
                        .toList());
        return true;
    }

    /**
     * The buyer gets all of it back.
     *
     * @param delivered whether it may have been delivered
     * @return whether it was still to be decided
     */
    @Transactional
    public boolean refund(Sale sale, String state, boolean delivered) {
        if (!sales.close(sale.id(), state, delivered)) {
            return false;
        }
        giveBack(sale);
        return true;
    }

    /** The buyer gets all of it back, unless the other market has taken the purchase after all. */
    @Transactional
    public void refuse(Sale sale) {
        if (sales.refuse(sale.id())) {
            giveBack(sale);
        }
    }

    private void giveBack(Sale sale) {
        holds.decide(sale.holdId(), "service.refund", List.of());
    }

    private List<Royalty> parts(Sale sale) {
        List<Royalty> parts =
                new ArrayList<>(sale.offerId() == null ? List.of() : royalties.of(sale.offerId(), sale.total()));
        BigDecimal rest = parts.stream().map(Royalty::amount).reduce(sale.total(), BigDecimal::subtract);
        if (rest.signum() > 0) {
            parts.add(new Royalty("seller", sale.seller(), rest));
        }
        return parts;
    }
}
