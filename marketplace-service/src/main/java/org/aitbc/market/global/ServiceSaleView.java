package org.aitbc.market.global;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A purchase as it is answered, by all routes alike.
 *
 * @param transactionHash null: it is settled in the ledger, not on a chain
 * @param crossChainFee what the bridge would take of the total, if the money were sent over it; it is not part of the total
 * @param confirmedAt when its money was held: a purchase is written down with it
 * @param metadata where it was bought at another market, and what the network took
 */
record ServiceSaleView(
        String id,
        String transactionId,
        @Nullable String transactionHash,
        String buyerId,
        String sellerId,
        String offerId,
        String serviceType,
        int quantity,
        BigDecimal unitPrice,
        BigDecimal totalAmount,
        String currency,
        @Nullable Long sourceChain,
        @Nullable Long targetChain,
        @Nullable String bridgeTransactionId,
        BigDecimal crossChainFee,
        String sourceRegion,
        String targetRegion,
        Map<String, BigDecimal> regionalFees,
        String status,
        String paymentStatus,
        String deliveryStatus,
        SaleMetadata metadata,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant completedAt,
        Instant dueAt) {

    record SaleMetadata(@Nullable String market, @Nullable String remoteId, BigDecimal fee) {}

    static ServiceSaleView of(Sale sale) {
        return new ServiceSaleView(
                Ids.text(sale.id()),
                Ids.text(sale.id()),
                null,
                sale.buyer(),
                sale.seller(),
                sale.offerId() == null ? String.valueOf(sale.remoteOffer()) : Ids.text(sale.offerId()),
                sale.serviceType(),
                sale.quantity(),
                Rows.shown(sale.unitPrice()),
                Rows.shown(sale.total()),
                sale.currency(),
                sale.sourceChain(),
                sale.targetChain(),
                null,
                Rows.shown(sale.bridgeFee()),
                sale.sourceRegion(),
                sale.targetRegion(),
                Map.of(),
                sale.state(),
                sale.payment(),
                sale.delivery(),
                new SaleMetadata(sale.market(), sale.remoteId(), Rows.shown(sale.fee())),
                sale.createdAt(),
                sale.updatedAt(),
                sale.createdAt(),
                sale.deliveredAt(),
                sale.endedAt(),
                sale.dueAt());
    }
}
