package org.aitbc.market.auction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.jspecify.annotations.Nullable;

/**
 * A price that somebody offers capacity for, or asks it for.
 *
 * @param provider who would be paid, or what the bidder of a standing bid calls itself
 * @param capacity GPUs; for an order it is one
 * @param price an hour of one
 * @param status by the database's clock
 * @param auctionId the order it is about, or null for a standing bid
 * @param gpuId the GPU it is about, or null where any of the provider's that fits will do
 * @param bidder the principal who made it, and is paid for a standing bid or one on an order
 * @param payee the principal who would be paid
 * @param remaining how much of the capacity no order was awarded to yet
 * @param decidedAt when it won, lost, was withdrawn or expired; null while it is open
 */
record Bid(
        UUID id,
        String provider,
        int capacity,
        BigDecimal price,
        @Nullable String notes,
        Status status,
        Instant submittedAt,
        @Nullable UUID auctionId,
        @Nullable UUID gpuId,
        String bidder,
        @JsonIgnore String payee,
        int remaining,
        Instant expiresAt,
        @Nullable Instant decidedAt) {

    /** Pending, then one of the others for good. */
    enum Status {
        PENDING,
        ACCEPTED,
        REJECTED,
        /** By its bidder. */
        WITHDRAWN,
        EXPIRED
    }

    void requirePending() {
        Conflict.when(status != Status.PENDING, "BID_CLOSED", "the bid is not pending any more");
    }
}
