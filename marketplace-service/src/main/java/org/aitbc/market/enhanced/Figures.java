package org.aitbc.market.enhanced;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.aitbc.market.pricing.Trend;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Figures of services that were offered and sold in the last days. */
@Component
class Figures {

    static final List<String> KINDS = List.of("volume", "trends", "performance", "revenue");

    private static final double PERCENT = 100;

    private static final String FIGURES = """
            with span as (select now() as until, now() - make_interval(days => :days) as since,
                now() - make_interval(secs => :days * 43200.0) as middle, now() - make_interval(days => 2 * :days) as before),
            offers as (
              select o.* from marketplace.service_offer o, span where o.expires_at is null or o.expires_at > span.since),
            sales as (
              select t.*, t.created_at >= since as now_, t.created_at >= middle as late
              from marketplace.service_transaction t, span where t.created_at >= span.before)
            select since, until,
              (select count(*) from offers) as offers, (select coalesce(sum(capacity), 0) from offers) as capacity,
              (select coalesce(1 - sum(available)::double precision / nullif(sum(capacity), 0), 0) from offers) as used,
              coalesce(sum(quantity) filter (where now_ and payment <> 'refunded'), 0) as units,
              (avg(unit_price) filter (where late))::double precision as late_price,
              (avg(unit_price) filter (where now_ and not late))::double precision as early_price,
              coalesce(sum(quantity) filter (where late), 0)::double precision as late_units,
              coalesce(sum(quantity) filter (where now_ and not late), 0)::double precision as early_units,
              coalesce(avg(extract(epoch from delivered_at - created_at)) filter (where now_), 0) as delivery,
              coalesce(avg((state = 'completed')::int) filter (where now_ and payment <> 'escrowed'), 0) as success,
              coalesce(avg(confirmed::int) filter (where now_ and state = 'completed'), 0) as satisfied,
              coalesce(sum(total) filter (where now_ and state = 'completed'), 0) as revenue,
              coalesce(avg(unit_price) filter (where now_ and state = 'completed'), 0) as price,
              coalesce(sum(total) filter (where not now_ and state = 'completed'), 0) as revenue_before
            from span left join sales on true group by since, until""";

    private final JdbcClient jdbc;

    Figures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param dailyAverage units sold a day */
    record VolumeFigures(long totalOffers, long totalCapacity, double averageCapacity, double dailyAverage) {}

    /**
     * The later half of the time against the earlier one: increasing, decreasing, stable or unknown.
     *
     * @param capacityUtilization the share of the offered units that is sold
     */
    record TrendFigures(Trend priceTrend, Trend demandTrend, double capacityUtilization) {}

    /**
     * @param averageResponseTime seconds from a purchase to its delivery
     * @param successRate of purchases that have ended, those that were completed
     * @param providerSatisfaction of completed purchases, those whose buyer said that it was delivered
     */
    record PerformanceFigures(double averageResponseTime, double successRate, double providerSatisfaction) {}

    /** @param revenueGrowth percent, against as many days before */
    record RevenueFigures(BigDecimal totalRevenue, BigDecimal averagePrice, double revenueGrowth) {}

    /** Those that were not asked for are null. */
    record EnhancedMetrics(
            @Nullable VolumeFigures volume,
            @Nullable TrendFigures trends,
            @Nullable PerformanceFigures performance,
            @Nullable RevenueFigures revenue) {

        EnhancedMetrics only(@Nullable List<String> kinds) {
            return kinds == null || kinds.isEmpty()
                    ? this
                    : new EnhancedMetrics(
                            kinds.contains("volume") ? volume : null,
                            kinds.contains("trends") ? trends : null,
                            kinds.contains("performance") ? performance : null,
                            kinds.contains("revenue") ? revenue : null);
        }
    }

    record EnhancedReport(int periodDays, Instant startDate, Instant endDate, EnhancedMetrics metrics) {}

    EnhancedReport of(int days, @Nullable List<String> kinds) {
        return jdbc.sql(FIGURES)
                .param("days", days)
                .query((row, _) -> {
                    long offers = row.getLong("offers");
                    double before = row.getDouble("revenue_before");
                    EnhancedMetrics all = new EnhancedMetrics(
                            new VolumeFigures(
                                    offers,
                                    row.getLong("capacity"),
                                    offers == 0 ? 0 : row.getDouble("capacity") / offers,
                                    row.getDouble("units") / days),
                            new TrendFigures(
                                    Trend.of(
                                            row.getObject("early_price", Double.class),
                                            row.getObject("late_price", Double.class)),
                                    Trend.of(row.getDouble("early_units"), row.getDouble("late_units")),
                                    row.getDouble("used")),
                            new PerformanceFigures(
                                    row.getDouble("delivery"), row.getDouble("success"), row.getDouble("satisfied")),
                            new RevenueFigures(
                                    Rows.amount(row, "revenue"),
                                    Rows.shown(Rows.rounded(row.getBigDecimal("price"))),
                                    before == 0 ? 0 : (row.getDouble("revenue") / before - 1) * PERCENT));
                    return new EnhancedReport(days, Rows.time(row, "since"), Rows.time(row, "until"), all.only(kinds));
                })
                .single();
    }
}
