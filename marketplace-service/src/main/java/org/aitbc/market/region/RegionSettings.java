package org.aitbc.market.region;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param home the region of workers that name none */
@ConfigurationProperties("aitbc.regions")
record RegionSettings(
        @DefaultValue("local") String home, @DefaultValue List<KnownRegion> known) {

    /** @param apiEndpoint is probed where it is given */
    record KnownRegion(
            String code,
            String name,
            @DefaultValue("") String area,
            @DefaultValue("UTC") String timezone,
            @DefaultValue("en") String language,
            @Nullable String apiEndpoint,
            @DefaultValue("1") BigDecimal priorityWeight) {}
}
