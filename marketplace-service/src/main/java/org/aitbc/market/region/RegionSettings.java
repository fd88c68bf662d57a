package org.aitbc.market.region;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param home the region of this suite; workers that name none are in it
 * @param known the regions that the operator names
 * @param timeout how long an endpoint may take to answer
 * @param window the time whose measurements tell how a region is
 * @param keep how long measurements are kept
 */
@ConfigurationProperties("aitbc.regions")
record RegionSettings(
        @DefaultValue("local") String home,
        @DefaultValue List<Known> known,
        @DefaultValue("3s") Duration timeout,
        @DefaultValue("15m") Duration window,
        @DefaultValue("48h") Duration keep) {

    RegionSettings {
        known = List.copyOf(known);
    }

    /** @param apiEndpoint what is asked to see whether it is there, or null */
    record Known(
            String code,
            String name,
            @DefaultValue("") String area,
            @DefaultValue("UTC") String timezone,
            @DefaultValue("en") String language,
            @Nullable String apiEndpoint,
            @DefaultValue("1") BigDecimal priorityWeight) {}
}
