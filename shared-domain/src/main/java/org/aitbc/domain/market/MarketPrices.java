package org.aitbc.domain.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** What marketplace-service tells other services of prices, service to service. */
@HttpExchange
public interface MarketPrices {

    /**
     * What the GPUs of a kind cost at a time, as the market saw them last in that hour, or in the last hour before it in
     * which it saw any, a day back at most.
     *
     * @param gpu text that the model's name contains, in any case; null for any
     * @param minMemoryGb GiB that they have at least; null for any
     * @param region null for any
     * @throws org.aitbc.domain.error.NotFound when it saw no such GPU
     * @throws org.aitbc.domain.error.Unavailable when marketplace-service cannot be reached
     */
    @GetExchange("/internal/market-prices")
    MarketPrice at(
            @RequestParam(name = "gpu", required = false) @Nullable String gpu,
            @RequestParam(name = "min_memory_gb", required = false) @Nullable Integer minMemoryGb,
            @RequestParam(name = "region", required = false) @Nullable String region,
            @RequestParam(name = "at") Instant at);

    /**
     * A price on the market.
     *
     * @param pricePerHour the average, in {@code currency}
     * @param lowestPerHour that of the cheapest GPU
     * @param gpus how many it is made from
     * @param hour the hour, by its start, in which they were seen
     */
    record MarketPrice(
            @JsonProperty("price_per_hour") BigDecimal pricePerHour,
            @JsonProperty("lowest_per_hour") BigDecimal lowestPerHour,
            String currency,
            int gpus,
            Instant hour) {}
}
