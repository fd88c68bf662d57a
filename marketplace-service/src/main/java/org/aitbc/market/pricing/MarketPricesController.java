package org.aitbc.market.pricing;

import io.swagger.v3.oas.annotations.Hidden;
import java.sql.Timestamp;
import java.time.Instant;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.market.MarketPrices;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;

/** For other services only: the gateway leads nobody here. */
@RestController
@Hidden
class MarketPricesController implements MarketPrices {

    private static final String AT = """
            select s.hour, trim_scale(round(avg(s.price), 8)) as average, trim_scale(min(s.price)) as lowest, count(*) as gpus
            from marketplace.price_sample s join marketplace.gpu g on g.id = s.gpu_id
            where s.hour <= :at and s.hour > :at::timestamptz - interval '1 day' and g.currency = 'AITBC'
              and (:gpu::text is null or strpos(lower(g.model), lower(:gpu)) > 0)
              and (:memory::int is null or g.memory_gb >= :memory)
              and (:region::text is null or lower(g.region) = lower(:region))
            group by s.hour order by s.hour desc limit 1""";

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
                .param("at", Timestamp.from(at))
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
