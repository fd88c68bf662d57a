package org.aitbc.market.gpu;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.json.RawJson;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A GPU as it is shown.
 *
 * @param owner the principal who is paid
 * @param memoryGb GiB
 * @param status {@code available}, {@code booked}, {@code paused} by its owner, {@code offline} since its worker was signed
 *     off or fell silent, or {@code unknown}: no worker is named, or nobody has listened to it lately
 * @param minHours the least and the most that can be booked at once
 * @param models what may be run on it; empty where it takes everything
 * @param sla percent of booked time that the owner promises
 * @param offered whether the owner lets it be booked
 * @param offerStatus the same in the words of offers: {@code open}, {@code booked}, {@code reserved} or {@code closed}
 * @param averageRating 1..5, or 0 where nobody has reviewed it
 * @param reliability 0..1 as it was computed some minutes ago, or null where too little is known
 * @param lastSeen when its worker was last heard of
 */
public record GpuView(
        String id,
        String owner,
        @Nullable String minerId,
        int slot,
        String model,
        BigDecimal memoryGb,
        @Nullable String cudaVersion,
        @Nullable String region,
        BigDecimal pricePerHour,
        String currency,
        String status,
        BigDecimal minHours,
        BigDecimal maxHours,
        List<String> models,
        boolean interruptible,
        @Nullable BigDecimal sla,
        RawJson capabilities,
        @Nullable String description,
        @Nullable Integer cudaCores,
        @Nullable String computeCapability,
        boolean offered,
        boolean listedByWorker,
        String offerStatus,
        BigDecimal averageRating,
        int totalReviews,
        @Nullable BigDecimal reliability,
        @Nullable Instant lastSeen,
        Instant createdAt,
        Instant updatedAt,
        @Nullable CurrentBooking currentBooking) {

    private static final int HOUR_DECIMALS = 4;
    private static final BigDecimal MILLIS_PER_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    /**
     * The booking of this moment.
     *
     * @param totalCost what all of it costs, if all of it is used
     */
    public record CurrentBooking(
            String bookingId,
            String tenure,
            BigDecimal durationHours,
            BigDecimal totalCost,
            Instant startTime,
            Instant endTime) {

        private static @Nullable CurrentBooking of(ResultSet row) throws SQLException {
            UUID id = Rows.idOrNull(row, "booking_id");
            if (id == null) {
                return null;
            }
            Instant from = Rows.time(row, "booked_from");
            Instant until = Rows.time(row, "booked_until");
            BigDecimal millis = BigDecimal.valueOf(Duration.between(from, until).toMillis());
            return new CurrentBooking(
                    Ids.text(id),
                    row.getString("booking_tenure"),
                    Rows.shown(millis.divide(MILLIS_PER_HOUR, HOUR_DECIMALS, RoundingMode.HALF_UP)),
                    Rows.shown(row.getBigDecimal("booked_price")
                            .multiply(millis)
                            .divide(MILLIS_PER_HOUR, 8, RoundingMode.HALF_UP)),
                    from,
                    until);
        }
    }

    /** Of a row of {@code marketplace.listing}. */
    static GpuView of(ResultSet row, int ignored) throws SQLException {
        return new GpuView(
                Ids.text(Rows.id(row, "id")),
                row.getString("owner"),
                row.getString("miner_id"),
                row.getInt("slot"),
                row.getString("model"),
                row.getBigDecimal("memory_gb"),
                row.getString("cuda_version"),
                row.getString("region"),
                row.getBigDecimal("price_per_hour"),
                row.getString("currency"),
                row.getString("status"),
                row.getBigDecimal("min_hours"),
                row.getBigDecimal("max_hours"),
                Rows.texts(row, "models"),
                row.getBoolean("interruptible"),
                row.getBigDecimal("sla"),
                new RawJson(row.getString("capabilities")),
                row.getString("description"),
                row.getObject("cuda_cores", Integer.class),
                row.getString("compute_capability"),
                row.getBoolean("offered"),
                row.getBoolean("listed_by_worker"),
                row.getString("offer_status"),
                row.getBigDecimal("average_rating"),
                row.getInt("total_reviews"),
                row.getBigDecimal("reliability"),
                Rows.timeOrNull(row, "last_seen"),
                Rows.time(row, "created_at"),
                Rows.time(row, "updated_at"),
                CurrentBooking.of(row));
    }
}
