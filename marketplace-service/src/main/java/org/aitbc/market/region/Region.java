package org.aitbc.market.region;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A region with its measurements of the last 15 minutes.
 *
 * @param loadFactor the share of its workers' slots that is in use, or the load that was reported last
 * @param maxConcurrentRequests slots of its workers that are online
 * @param status {@code active} or {@code inactive} by the health score, unless an admin has set another
 * @param healthScore 0 to 1: the mean of the samples' health and of the share of its workers that are online
 * @param averageResponseTime milliseconds
 * @param requestRate purchases per hour, in the last day
 * @param errorRate the share of the samples that failed
 * @param meanBeatAge seconds since the heartbeats of its workers
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
