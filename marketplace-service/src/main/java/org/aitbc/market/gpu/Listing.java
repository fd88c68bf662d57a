package org.aitbc.market.gpu;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * A GPU on the market with its current state: a row of {@code marketplace.listing}.
 *
 * @param slot index of the GPU in its worker
 * @param memoryGb GiB
 * @param status {@code available}, {@code booked}, {@code paused} by its owner, {@code claimed}, {@code offline} since its
 *     worker was signed off or fell silent, or {@code unknown}: no worker is named, or nobody has listened to it lately
 * @param minHours per booking, as the maximum
 * @param models that may be run on it; empty for all
 * @param sla percent of booked time that the owner promises
 * @param capabilities open JSON of its owner or worker
 * @param offered whether the owner lets it be booked
 * @param listedByWorker whether its worker put it on the market
 * @param claimed whether no worker has reported it: it cannot be booked
 * @param driver as its worker reported it
 * @param offerStatus {@code open}, {@code booked}, {@code reserved} or {@code closed}
 * @param averageRating 1 to 5; 0 without reviews
 * @param reliability 0 to 1; null where too little is known
 * @param currentBooking null while it is not booked
 */
public record Listing(
        UUID id,
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
        boolean claimed,
        @Nullable String driver,
        String offerStatus,
        BigDecimal averageRating,
        int totalReviews,
        @Nullable BigDecimal reliability,
        @Nullable Instant lastSeen,
        Instant createdAt,
        Instant updatedAt,
        @Nullable CurrentBooking currentBooking,
        @JsonIgnore @Nullable String sortKey) {

    /**
     * @param tenure kind of the booking
     * @param totalCost of all of the booked time
     */
    public record CurrentBooking(
            UUID bookingId,
            String tenure,
            BigDecimal durationHours,
            BigDecimal totalCost,
            Instant startTime,
            Instant endTime) {}
}
