package org.aitbc.market.auction;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * An order: a GPU's time that a client wants.
 *
 * @param gpuId the only GPU that will do, or null
 * @param model the GPU's model contains it, in any case
 * @param minMemoryGb GiB
 * @param held what is held for it: the most that it can cost
 * @param status by the database's clock
 * @param expiresAt when the order ends unless a bid wins; where one has won, when the award does unless it is booked
 * @param closedAt since when nothing more is held for it, or its money is a booking's
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
        AuctionStatus status,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant closedAt,
        @Nullable Won award) {

    static final String STATUS =
            "case when a.closed_at is null and a.expires_at <= clock_timestamp() then 'expired' else a.status end";

    static final String COLUMNS = "a.*, " + STATUS + " as status_now";

    /**
     * What won it.
     *
     * @param pricePerHour what a booking of it costs
     */
    record Won(UUID bidId, String provider, UUID gpuId, BigDecimal pricePerHour, Instant awardedAt) {

        private static @Nullable Won of(ResultSet row) throws SQLException {
            UUID bid = Rows.idOrNull(row, "winner");
            return bid == null
                    ? null
                    : new Won(
                            bid,
                            row.getString("provider"),
                            Rows.id(row, "awarded_gpu"),
                            Rows.amount(row, "price_per_hour"),
                            Rows.time(row, "awarded_at"));
        }
    }

    static Auction of(ResultSet row, int number) throws SQLException {
        return new Auction(
                Rows.id(row, "id"),
                row.getString("client"),
                Rows.idOrNull(row, "gpu_id"),
                row.getString("model"),
                Rows.amountOrNull(row, "min_memory_gb"),
                row.getString("region"),
                Rows.amount(row, "hours"),
                Rows.amount(row, "max_price_per_hour"),
                Rows.amount(row, "held"),
                row.getString("currency"),
                row.getString("notes"),
                Rows.constant(AuctionStatus.class, row, "status_now"),
                Rows.time(row, "created_at"),
                Rows.time(row, "expires_at"),
                Rows.timeOrNull(row, "closed_at"),
                Won.of(row));
    }
}
