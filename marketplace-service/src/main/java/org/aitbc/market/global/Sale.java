package org.aitbc.market.global;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A purchase.
 *
 * @param offerId null where it is an offer of another market
 * @param remoteId null until the other market has taken it
 * @param bridgeFee what the bridge between the chains would take of the total
 * @param fee what the network took
 */
record Sale(
        UUID id,
        UUID holdId,
        @Nullable UUID offerId,
        @Nullable String market,
        @Nullable String remoteOffer,
        @Nullable String remoteId,
        String buyer,
        String seller,
        String serviceType,
        int quantity,
        BigDecimal unitPrice,
        BigDecimal total,
        String currency,
        String sourceRegion,
        String targetRegion,
        @Nullable Long sourceChain,
        @Nullable Long targetChain,
        BigDecimal bridgeFee,
        String state,
        String payment,
        String delivery,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant endedAt,
        Instant dueAt,
        BigDecimal fee) {

    boolean isOf(String principal) {
        return buyer.equals(principal) || seller.equals(principal);
    }
}
