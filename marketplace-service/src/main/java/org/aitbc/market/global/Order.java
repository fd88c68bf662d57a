package org.aitbc.market.global;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.money.Terms;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * What is bought, at the price that was quoted.
 *
 * @param market another one that the offer is of, which calls it {@code remoteOffer}; else it is {@code offerId}
 */
record Order(
        UUID id,
        @Nullable UUID offerId,
        @Nullable String market,
        @Nullable String remoteOffer,
        String buyer,
        String seller,
        String serviceType,
        int quantity,
        BigDecimal unitPrice,
        Currency currency,
        String sourceRegion,
        String targetRegion,
        @Nullable Long sourceChain,
        @Nullable Long targetChain,
        BigDecimal bridgeFee) {

    static Order of(
            Offer offer, String buyer, ServicePurchaseRequest wanted, BigDecimal unitPrice, BigDecimal feeRate) {
        return new Order(
                Ids.next(),
                offer.id(),
                null,
                null,
                buyer,
                offer.agent(),
                offer.serviceType(),
                wanted.quantity(),
                unitPrice,
                Currency.valueOf(offer.currency()),
                wanted.sourceRegion(),
                wanted.targetRegion(),
                wanted.sourceChain(),
                wanted.targetChain(),
                Rows.rounded(total(unitPrice, wanted.quantity()).multiply(feeRate)));
    }

    BigDecimal total() {
        return total(unitPrice, quantity);
    }

    Terms terms() {
        return new Terms(
                "service.hold",
                (market == null ? "offer " + offerId : market + " offer " + remoteOffer),
                buyer,
                total(),
                currency);
    }

    private static BigDecimal total(BigDecimal unitPrice, int quantity) {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
