package org.aitbc.market.global;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * A service on the market, and how its sales went.
 *
 * @param live whether it can be bought now: it has not expired
 * @param sales all that were made of it
 * @param successRate the share of its sales that ended completed; 0 before the first one ended
 */
record Offer(
        UUID id,
        String agent,
        String serviceType,
        RawJson specification,
        BigDecimal basePrice,
        String currency,
        int capacity,
        int available,
        List<String> regions,
        Map<String, BigDecimal> regionPrices,
        List<Long> chains,
        Map<String, BigDecimal> chainPrices,
        boolean dynamicPricing,
        boolean live,
        long sales,
        double successRate,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt) {

    /** {@code active} where it can be bought, {@code inactive} where nothing is left, or {@code expired}. */
    String status() {
        return live ? (available > 0 ? "active" : "inactive") : "expired";
    }
}
