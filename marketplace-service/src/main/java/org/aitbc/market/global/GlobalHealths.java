package org.aitbc.market.global;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.aitbc.market.region.Region;
import org.aitbc.market.region.Regions;
import org.aitbc.market.row.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what there is of the market now. */
@Component
class GlobalHealths {

    private static final double HEALTHY = 0.8;

    private static final String COUNTS = """
            select now() as at, (select count(*) from marketplace.service_offer) as offers,
              (select count(*) from marketplace.service_offer
                where available > 0 and (expires_at is null or expires_at > now())) as active,
              (select count(*) from marketplace.service_transaction) as sales,
              (select count(*) from marketplace.service_transaction where created_at > now() - interval '24 hours') as recent""";

    private final JdbcClient jdbc;
    private final Regions regions;

    GlobalHealths(JdbcClient jdbc, Regions regions) {
        this.jdbc = jdbc;
        this.regions = regions;
    }

    record RegionCount(long total, long active, double healthRatio) {}

    record OfferCount(long total, long active, double activityRatio) {}

    /** @param activityRate the share of all purchases that is of the last day */
    record SaleCount(long total, @JsonProperty("recent_24h") long recent, double activityRate) {}

    /** @param status {@code healthy} where regions are at 0.8 and better on the mean, {@code degraded}, or {@code unavailable} */
    record GlobalHealth(
            String status,
            double overallHealthScore,
            RegionCount regions,
            OfferCount offers,
            SaleCount transactions,
            Instant lastUpdated) {}

    GlobalHealth now() {
        List<Region> all = regions.all(null);
        double score = all.stream().mapToDouble(Region::healthScore).average().orElse(0);
        long active = all.stream().filter(Region::isActive).count();
        return jdbc.sql(COUNTS)
                .query((row, _) -> new GlobalHealth(
                        active == 0 ? "unavailable" : score < HEALTHY ? "degraded" : "healthy",
                        score,
                        new RegionCount(all.size(), active, share(active, all.size())),
                        new OfferCount(
                                row.getLong("offers"),
                                row.getLong("active"),
                                share(row.getLong("active"), row.getLong("offers"))),
                        new SaleCount(
                                row.getLong("sales"),
                                row.getLong("recent"),
                                share(row.getLong("recent"), row.getLong("sales"))),
                        Rows.time(row, "at")))
                .single();
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
