package org.aitbc.market.global;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Figures of this market's own rows. */
@Component
class Analytics {

    private static final String TOTALS = """
            select now() as at, count(*) as sales, coalesce(sum(total), 0) as volume, coalesce(avg(unit_price), 0) as price,
              coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 0) as success,
              count(distinct buyer) as buyers, count(distinct seller) as sellers,
              coalesce(avg(extract(epoch from delivered_at - created_at)), 0) as delivery,
              count(*) filter (where source_chain <> target_chain) as crossing,
              coalesce(sum(total) filter (where source_chain <> target_chain), 0) as crossing_volume,
              (select count(*) from marketplace.service_offer o where o.created_at < :until
                and (o.expires_at is null or o.expires_at >= :from)
                and (:region = 'global' or o.regions = '{}' or :region = any (o.regions))) as offers,
              (select coalesce(avg(response_time), 0) from marketplace.region_sample s
                where s.at >= :from and s.at < :until and (:region = 'global' or s.region = :region)) as response
            from marketplace.service_transaction t
            where created_at >= :from and created_at < :until and (:region = 'global' or target_region = :region)
              and (:chain::bigint is null or source_chain = :chain or target_chain = :chain)""";

    private static final String REGIONS = """
            select target_region, count(*) as sales, sum(total) as volume,
              coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 0) as success
            from marketplace.service_transaction
            where created_at >= :from and created_at < :until group by target_region order by target_region""";

    private final JdbcClient jdbc;

    Analytics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param region {@code global} for all of them */
    record Period(Instant from, Instant until, String region) {}

    record RegionFigures(long transactions, BigDecimal volume, double successRate) {}

    /**
     * @param averageResponseTime milliseconds that regions took to answer
     * @param averageDeliveryTime seconds from a purchase to its delivery
     * @param successRate the share of ended purchases that were completed
     * @param regionalDistribution purchases by the region they were to be delivered to
     */
    record GlobalReport(
            String periodType,
            Instant periodStart,
            Instant periodEnd,
            String region,
            long totalOffers,
            long totalTransactions,
            BigDecimal totalVolume,
            BigDecimal averagePrice,
            double averageResponseTime,
            double averageDeliveryTime,
            double successRate,
            long activeBuyers,
            long activeSellers,
            long crossChainTransactions,
            BigDecimal crossChainVolume,
            Map<String, Long> regionalDistribution,
            Map<String, RegionFigures> regionalPerformance,
            Instant generatedAt) {}

    GlobalReport report(String type, Period period, boolean crossChain, boolean regional) {
        return report(type, period, null, crossChain, regional);
    }

    /** @param chain only purchases that name it, on either side; null for all */
    GlobalReport report(String type, Period period, @Nullable Long chain, boolean crossChain, boolean regional) {
        Map<String, RegionFigures> regions = regions(period);
        Map<String, Long> distribution = new LinkedHashMap<>();
        regions.forEach((region, figures) -> distribution.put(region, figures.transactions()));
        return jdbc.sql(TOTALS)
                .param("from", Timestamp.from(period.from()))
                .param("until", Timestamp.from(period.until()))
                .param("region", period.region())
                .param("chain", chain)
                .query((row, _) -> new GlobalReport(
                        type,
                        period.from(),
                        period.until(),
                        period.region(),
                        row.getLong("offers"),
                        row.getLong("sales"),
                        Rows.amount(row, "volume"),
                        Rows.shown(Rows.rounded(row.getBigDecimal("price"))),
                        row.getDouble("response"),
                        row.getDouble("delivery"),
                        row.getDouble("success"),
                        row.getLong("buyers"),
                        row.getLong("sellers"),
                        crossChain ? row.getLong("crossing") : 0,
                        crossChain ? Rows.amount(row, "crossing_volume") : BigDecimal.ZERO,
                        distribution,
                        regional ? regions : Map.of(),
                        Rows.time(row, "at")))
                .single();
    }

    private Map<String, RegionFigures> regions(Period period) {
        Map<String, RegionFigures> regions = new LinkedHashMap<>();
        jdbc.sql(REGIONS)
                .param("from", Timestamp.from(period.from()))
                .param("until", Timestamp.from(period.until()))
                .query(row -> {
                    regions.put(
                            row.getString(1),
                            new RegionFigures(row.getLong(2), Rows.shown(row.getBigDecimal(3)), row.getDouble(4)));
                });
        return regions;
    }
}
