package org.aitbc.market.region;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A region, and how it is by what was measured of late.
 *
 * @param status {@code active} or {@code inactive} by what was measured, unless an admin says otherwise
 * @param healthScore 0 to 1: the mean of what its endpoint's samples and reports say, and of the share of its workers that
 *     are online, whichever there are; 0 where there is neither
 * @param loadFactor the share of its workers' places that is taken, or what was reported last
 * @param maxConcurrentRequests places of its workers that are online
 * @param averageResponseTime milliseconds, or null
 * @param requestRate purchases an hour, of the last day
 * @param errorRate the share of samples that failed
 * @param meanBeatAge seconds since its workers were heard of, or null
 */
public record Region(
        String id,
        String regionCode,
        String regionName,
        String geographicArea,
        String baseCurrency,
        String timezone,
        String language,
        double loadFactor,
        long maxConcurrentRequests,
        BigDecimal priorityWeight,
        String status,
        double healthScore,
        @Nullable Double averageResponseTime,
        double requestRate,
        double errorRate,
        @Nullable String apiEndpoint,
        @Nullable Instant lastHealthCheck,
        Instant createdAt,
        Instant updatedAt,
        long miners,
        long minersOnline,
        @Nullable Double meanBeatAge) {

    @JsonIgnore
    public boolean isActive() {
        return status.equals("active");
    }
}
