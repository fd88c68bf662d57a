package org.aitbc.market.offer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The market in four figures. */
@Component
class Stats {

    private final JdbcClient jdbc;

    Stats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * As old clients spell it.
     *
     * @param averagePrice of an hour of an open offer; 0 where there is none
     */
    record StatsView(
            @JsonProperty("totalOffers") long totalOffers,
            @JsonProperty("openCapacity") long openCapacity,
            @JsonProperty("averagePrice") BigDecimal averagePrice,
            @JsonProperty("activeBids") long activeBids) {}

    StatsView now() {
        return jdbc.sql("""
                        select count(*), count(*) filter (where available),
                          trim_scale(round(coalesce(avg(price_per_hour) filter (where available), 0), 8)),
                          (select count(*) from marketplace.bid where status = 'pending' and expires_at > now())
                        from marketplace.listing""")
                .query((row, _) -> new StatsView(row.getLong(1), row.getLong(2), row.getBigDecimal(3), row.getLong(4)))
                .single();
    }
}
