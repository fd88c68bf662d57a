package org.aitbc.market.services;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.market.services.ServiceOffer.Status;
import org.jspecify.annotations.Nullable;

/**
 * A purchase, settled in the ledger; the fee of a bridge is an estimate, and no part of the total.
 *
 * @param id the same as transaction_id
 * @param transactionHash null: it is settled in the ledger
 * @param totalAmount quantity by unit price, in AITBC
 * @param bridgeTransactionId null: the ledger needs no bridge
 * @param crossChainFee estimate of what a bridge would take; no part of the total
 * @param regionalFees empty: there are none
 * @param deliveryStatus pending, delivered or confirmed
 * @param deliveredAt when the seller delivered; null before
 * @param dueAt when money moves by itself
 */
record ServiceSale(
        UUID id,
        UUID transactionId,
        @JsonIgnore UUID holdId,
        @Nullable String transactionHash,
        String buyerId,
        String sellerId,
        @Nullable UUID offerId,
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
        Status status,
        String paymentStatus,
        String deliveryStatus,
        Map<String, BigDecimal> metadata,
        Instant createdAt,
        Instant updatedAt,
        Instant confirmedAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant completedAt,
        Instant dueAt,
        @JsonIgnore boolean isDue) {

    /** What the sides of a purchase do. */
    enum Action {
        DELIVER,
        CONFIRM,
        CANCEL
    }

    /**
     * What a buyer asks for, and which of the offer's licences it accepts.
     *
     * @param licenseId the licence that the buyer accepts, where the offer has any
     */
    record ServicePurchaseRequest(
            @Nullable String buyerId,
            @NotBlank String offerId,
            @NotNull @Min(1) @Max(1_000_000) Integer quantity,
            @Size(max = 64) String sourceRegion,
            @Size(max = 64) String targetRegion,
            @Nullable @Size(max = 64) String paymentMethod,
            @Nullable Long sourceChain,
            @Nullable Long targetChain,
            @Nullable String licenseId) {

        ServicePurchaseRequest {
            sourceRegion = Objects.requireNonNullElse(sourceRegion, ServiceOffer.ANYWHERE);
            targetRegion = Objects.requireNonNullElse(targetRegion, ServiceOffer.ANYWHERE);
        }

        ServicePurchaseRequest withChains(@Nullable Long source, @Nullable Long target) {
            return new ServicePurchaseRequest(
                    buyerId, offerId, quantity, sourceRegion, targetRegion, paymentMethod, source, target, licenseId);
        }
    }

    /** Whether the purchase is already as the action leaves it. */
    boolean isAfter(Action action) {
        return switch (action) {
            case DELIVER -> !deliveryStatus.equals("pending");
            case CONFIRM -> deliveryStatus.equals("confirmed");
            case CANCEL -> status == Status.CANCELLED;
        };
    }
}
