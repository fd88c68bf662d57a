package org.aitbc.market.pricing;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.Arrays;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.market.MarketPrices;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;

/** For other services only: the gateway has no route to it. */
@RestController
@Hidden
record MarketPricesController(JdbcClient jdbc) implements MarketPrices {

    @Override
    public MarketPrice at(@Nullable String gpu, @Nullable Integer minMemoryGb, @Nullable String region, Instant at) {
        // the GPUs come first, and then the hours one by one: there are many more samples than GPUs
        return jdbc.sql("""
            with asked (gpu, memory, region, hour) as (values (?::text, ?::int, ?::text, date_trunc('hour', ?::timestamptz))),
            fitting as materialized (
              select g.id from marketplace.gpu g, asked
              where g.currency = 'AITBC' and (asked.gpu is null or strpos(lower(g.model), lower(asked.gpu)) > 0)
                and (asked.memory is null or g.memory_gb >= asked.memory)
                and (asked.region is null or lower(g.region) = lower(asked.region)))
            select seen.*, 'AITBC' as currency, hours.hour
            from asked, generate_series(asked.hour, asked.hour - interval '23 hours', interval '-1 hour') hours (hour),
              lateral (
                select trim_scale(round(avg(s.price), 8)) as price_per_hour, trim_scale(min(s.price)) as lowest_per_hour,
                  count(*) as gpus
                from fitting join marketplace.price_sample s on s.gpu_id = fitting.id and s.hour = hours.hour
                having count(*) > 0) seen
            limit 1\
            """)
                .params(Arrays.asList(gpu, minMemoryGb, region, at))
                .query(MarketPrice.class)
                .optional()
                .orElseThrow(() -> new NotFound("NO_MARKET_DATA", "no such GPU was on the market then"));
    }
}
