package org.aitbc.market.auction;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A price that somebody offers capacity for, or asks it for.
 *
 * @param provider who would be paid
 * @param capacity GPUs; for an order it is one
 * @param price an hour of one
 * @param status by the database's clock
 * @param auctionId the order it is about, or null for a standing bid
 * @param gpuId the GPU it is about, or null where any of the provider's that fits will do
 * @param bidder who made it
 * @param remaining how much of the capacity no order was awarded to yet
 */
record Bid(
        UUID id,
        String provider,
        int capacity,
        BigDecimal price,
        @Nullable String notes,
        BidStatus status,
        Instant submittedAt,
        @Nullable UUID auctionId,
        @Nullable UUID gpuId,
        String bidder,
        int remaining,
        Instant expiresAt,
        @Nullable Instant decidedAt) {

    static final String STATUS =
            "case when b.status = 'pending' and b.expires_at <= clock_timestamp() then 'expired' else b.status end";

    static final String COLUMNS = "b.*, b.capacity - b.taken as remaining, " + STATUS + " as status_now";

    static Bid of(ResultSet row, int number) throws SQLException {
        return new Bid(
                Rows.id(row, "id"),
                row.getString("provider"),
                row.getInt("capacity"),
                Rows.amount(row, "price"),
                row.getString("notes"),
                Rows.constant(BidStatus.class, row, "status_now"),
                Rows.time(row, "submitted_at"),
                Rows.idOrNull(row, "auction_id"),
                Rows.idOrNull(row, "gpu_id"),
                row.getString("bidder"),
                row.getInt("remaining"),
                Rows.time(row, "expires_at"),
                Rows.timeOrNull(row, "decided_at"));
    }
}
