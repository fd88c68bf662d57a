package org.aitbc.market.auction;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.jspecify.annotations.Nullable;

/**
 * An order: a GPU's time that a client wants.
 *
 * @param auctionId id of the order
 * @param gpuId the only GPU that will do, or null
 * @param model the GPU's model contains it, in any case
 * @param minMemoryGb GiB
 * @param maxPricePerHour the most that the client pays, in AITBC
 * @param held what is held for it: the most that it can cost
 * @param status by the database's clock
 * @param expiresAt when the order ends unless a bid wins; where one has won, when the award does unless it is booked
 * @param closedAt since when nothing more is held for it, or its money is a booking's
 * @param award the bid that won; null while none has
 */
record Auction(
        UUID auctionId,
        String clientId,
        @Nullable UUID gpuId,
        @Nullable String model,
        @Nullable BigDecimal minMemoryGb,
        @Nullable String region,
        BigDecimal durationHours,
        BigDecimal maxPricePerHour,
        BigDecimal held,
        String currency,
        @Nullable String notes,
        Status status,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant closedAt,
        @Nullable Winner award) {

    /** Open until a bid wins (awarded), which a booking then uses (booked); or it ends without use, and the money goes back. */
    enum Status {
        OPEN,
        AWARDED,
        BOOKED,
        /** By its client. */
        CANCELLED,
        /** By the owner of the one GPU it was about. */
        DECLINED,
        /** Nobody won in time, or the award was not used in time. */
        EXPIRED
    }

    /**
     * @param provider principal that is paid
     * @param pricePerHour what a booking of it costs
     * @param awardedAt when it won
     */
    record Winner(UUID bidId, String provider, UUID gpuId, BigDecimal pricePerHour, Instant awardedAt) {}

    void requireOpen() {
        Conflict.when(status != Status.OPEN, "AUCTION_CLOSED", "the order has ended, or was awarded");
    }

    /** Of the one GPU that will do, its owner decides. */
    void requireAnyGpu(String refusal) {
        Conflict.when(gpuId != null, "NOT_AN_AUCTION", refusal);
    }
}
