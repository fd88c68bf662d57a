package org.aitbc.market.offer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.market.gpu.Listing;
import org.jspecify.annotations.Nullable;

/**
 * A GPU as an offer.
 *
 * @param provider its worker, or where none is named its owner
 * @param capacity GPUs
 * @param price for an hour, as {@code price_per_hour}
 * @param sla percent of booked time that is promised, or {@code best effort}
 * @param status {@code open}, {@code booked}, {@code reserved} by a booking of that tenure, or {@code closed}: it is not there
 *     or its owner does not let it be booked
 * @param gpuMemoryGb GiB of one GPU
 * @param gpuCount how many GPUs
 * @param supportedModels that may be run on it; empty for all
 * @param claimed whether no worker has reported it: it cannot be booked
 * @param attributes what else is known of it
 */
record OfferView(
        UUID id,
        String provider,
        int capacity,
        BigDecimal price,
        String sla,
        String status,
        Instant createdAt,
        String gpuModel,
        BigDecimal gpuMemoryGb,
        int gpuCount,
        @Nullable String cudaVersion,
        BigDecimal pricePerHour,
        @Nullable String region,
        List<String> supportedModels,
        boolean claimed,
        Attributes attributes) {

    /**
     * @param availability as the status says it
     */
    record Attributes(
            String owner,
            @Nullable String minerId,
            String currency,
            BigDecimal minHours,
            BigDecimal maxHours,
            boolean interruptible,
            String availability) {}

    static OfferView of(Listing gpu) {
        return new OfferView(
                gpu.id(),
                Objects.requireNonNullElse(gpu.minerId(), gpu.owner()),
                1,
                gpu.pricePerHour(),
                gpu.sla() == null ? "best effort" : gpu.sla().toPlainString() + "%",
                gpu.offerStatus(),
                gpu.createdAt(),
                gpu.model(),
                gpu.memoryGb(),
                1,
                gpu.cudaVersion(),
                gpu.pricePerHour(),
                gpu.region(),
                gpu.models(),
                gpu.claimed(),
                new Attributes(
                        gpu.owner(),
                        gpu.minerId(),
                        gpu.currency(),
                        gpu.minHours(),
                        gpu.maxHours(),
                        gpu.interruptible(),
                        gpu.status()));
    }
}
