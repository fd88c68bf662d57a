package org.aitbc.market.licensing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.aitbc.market.pricing.Trend;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Metrics of the services that were offered and sold in the last days. */
@Component
record SalesAnalytics(JdbcClient jdbc) {

    static final List<String> KINDS = List.of("volume", "trends", "performance", "revenue");

    private static final String METRICS = """
        with span as (select now() as until, now() - make_interval(days => :days) as since,
            now() - make_interval(secs => :days * 43200.0) as middle, now() - make_interval(days => 2 * :days) as before),
        offers as (
          select o.* from marketplace.service_offer o, span where o.expires_at is null or o.expires_at > span.since),
        sales as (
          select t.*, t.created_at >= since as now_, t.created_at >= middle as late
          from marketplace.service_transaction t, span where t.created_at >= span.before)
        select since, until,
          json_build_object('total_offers', (select count(*) from offers),
            'total_capacity', (select coalesce(sum(capacity), 0) from offers),
            'average_capacity', (select coalesce(avg(capacity), 0) from offers),
            'daily_average', coalesce(sum(quantity) filter (where now_ and payment <> 'refunded'), 0)::double precision / :days) as volume,
          (select coalesce(1 - sum(available)::double precision / nullif(sum(capacity), 0), 0) from offers) as used,
          (avg(unit_price) filter (where late))::double precision as late_price,
          (avg(unit_price) filter (where now_ and not late))::double precision as early_price,
          coalesce(sum(quantity) filter (where late), 0)::double precision as late_units,
          coalesce(sum(quantity) filter (where now_ and not late), 0)::double precision as early_units,
          json_build_object(
            'average_response_time', coalesce(avg(extract(epoch from delivered_at - created_at)) filter (where now_), 0),
            'success_rate', coalesce(avg((state = 'completed')::int) filter (where now_ and payment <> 'escrowed'), 0),
            'provider_satisfaction', coalesce(avg(confirmed::int) filter (where now_ and state = 'completed'), 0)) as performance,
          json_build_object(
            'total_revenue', trim_scale(coalesce(sum(total) filter (where now_ and state = 'completed'), 0)),
            'average_price', trim_scale(round(coalesce(avg(unit_price) filter (where now_ and state = 'completed'), 0), 8)),
            'revenue_growth', coalesce(100 * ((sum(total) filter (where now_ and state = 'completed'))::double precision
              / nullif(sum(total) filter (where not now_ and state = 'completed'), 0) - 1), 0)) as revenue
        from span left join sales on true group by since, until
        """;

    /**
     * @param totalOffers number of offers
     * @param totalCapacity units offered
     * @param averageCapacity units of an offer
     * @param dailyAverage units sold a day
     */
    record VolumeFigures(long totalOffers, long totalCapacity, double averageCapacity, double dailyAverage) {}

    /**
     * The later half of the period compared with the earlier one, and the share of the offered units that is sold.
     *
     * @param demandTrend whether more or less is sold
     * @param capacityUtilization share of the offered units that is sold, 0 to 1
     */
    record TrendFigures(Trend priceTrend, Trend demandTrend, double capacityUtilization) {}

    /**
     * Seconds to delivery, the share of ended purchases completed, and of these that of confirmed deliveries.
     *
     * @param averageResponseTime seconds from purchase to delivery
     * @param providerSatisfaction share of the completed purchases whose delivery was confirmed, 0 to 1
     */
    record PerformanceFigures(double averageResponseTime, double successRate, double providerSatisfaction) {}

    /**
     * @param totalRevenue AITBC
     * @param averagePrice of a unit, in AITBC
     * @param revenueGrowth percent, compared with the period before
     */
    record RevenueFigures(BigDecimal totalRevenue, BigDecimal averagePrice, double revenueGrowth) {}

    /**
     * Null where a kind was not asked for.
     *
     * @param volume offers and units
     * @param trends where prices and demand go
     * @param performance of deliveries
     * @param revenue of sellers
     */
    record EnhancedMetrics(
            @Nullable VolumeFigures volume,
            @Nullable TrendFigures trends,
            @Nullable PerformanceFigures performance,
            @Nullable RevenueFigures revenue) {}

    /**
     * @param periodDays how many days it covers
     * @param metrics the kinds that were asked for
     */
    record EnhancedReport(int periodDays, Instant startDate, Instant endDate, EnhancedMetrics metrics) {}

    private record Row(
            Instant since,
            Instant until,
            VolumeFigures volume,
            double used,
            @Nullable Double latePrice,
            @Nullable Double earlyPrice,
            double lateUnits,
            double earlyUnits,
            PerformanceFigures performance,
            RevenueFigures revenue) {

        TrendFigures trends() {
            return new TrendFigures(Trend.of(earlyPrice, latePrice), Trend.of(earlyUnits, lateUnits), used);
        }
    }

    EnhancedReport report(int days, List<String> kinds) {
        Row row = jdbc.sql(METRICS).param("days", days).query(Row.class).single();
        EnhancedMetrics metrics = new EnhancedMetrics(
                kinds.contains("volume") ? row.volume : null,
                kinds.contains("trends") ? row.trends() : null,
                kinds.contains("performance") ? row.performance : null,
                kinds.contains("revenue") ? row.revenue : null);
        return new EnhancedReport(days, row.since, row.until, metrics);
    }
}
