package org.aitbc.market.pricing;

import io.swagger.v3.oas.annotations.Hidden;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.market.MarketPrices;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;

/** For other services only: the gateway leads nobody here. */
@RestController
@Hidden
class MarketPricesController implements MarketPrices {

    /** What fits comes first, and then the hours one by one: there are many more samples than GPUs. */
    private static final String AT = """
            with fitting as materialized (
              select id from marketplace.gpu
              where currency = 'AITBC' and (:gpu::text is null or strpos(lower(model), lower(:gpu)) > 0)
                and (:memory::int is null or memory_gb >= :memory)
                and (:region::text is null or lower(region) = lower(:region)))
            select hour, average, lowest, gpus
            from generate_series(:at::timestamptz, :at::timestamptz - interval '23 hours', interval '-1 hour') hour,
              lateral (
                select trim_scale(round(avg(s.price), 8)) as average, trim_scale(min(s.price)) as lowest, count(*) as gpus
                from fitting join marketplace.price_sample s on s.gpu_id = fitting.id and s.hour = hour.hour
                having count(*) > 0) seen
            limit 1""";

    private final JdbcClient jdbc;

    MarketPricesController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public MarketPrice at(@Nullable String gpu, @Nullable Integer minMemoryGb, @Nullable String region, Instant at) {
        return jdbc.sql(AT)
                .param("gpu", gpu)
                .param("memory", minMemoryGb)
                .param("region", region)
                .param("at", Timestamp.from(at.truncatedTo(ChronoUnit.HOURS)))
                .query((row, _) -> new MarketPrice(
                        row.getBigDecimal("average"),
                        row.getBigDecimal("lowest"),
                        "AITBC",
                        row.getInt("gpus"),
                        row.getTimestamp("hour").toInstant()))
                .optional()
                .orElseThrow(() -> new NotFound("NO_MARKET_DATA", "no such GPU was seen on the market then"));
    }
}
