package org.aitbc.market.performance;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aitbc.market.performance.RequestMeter.ApiMetrics;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The figures that somebody who watches the market looks at first. */
@Component
class Dashboard {

    private final JdbcClient jdbc;
    private final RequestMeter requests;
    private final Devices devices;
    private final PerformanceSettings.Alerts limits;
    private final Supplier<Trade> trade;

    Dashboard(
            JdbcClient jdbc, RequestMeter requests, Devices devices, Readings readings, PerformanceSettings settings) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.devices = devices;
        limits = settings.alerts();
        trade = readings.named("trading", settings.reading(), this::readTrade);
    }

    /** @param status {@code warning} where there are any, else {@code ok} */
    record DashboardView(String status, Instant timestamp, CurrentMetrics currentMetrics, List<Alert> alerts) {}

    record CurrentMetrics(ApiMetrics api, TradingMetrics trading, NetworkMetrics network) {}

    /**
     * @param tps deals for each second that set money aside, of the last minute
     * @param matchingTimeMs the median of how long the last thousand jobs waited for the worker that took them
     * @param activeOrders bookings that have not ended
     */
    record TradingMetrics(double tps, @Nullable Double matchingTimeMs, long activeOrders) {}

    /**
     * @param activeProviders who have a GPU listed and its worker online
     * @param bandwidthMbps null: nothing measures it
     */
    record NetworkMetrics(
            long activeProviders,
            @Nullable Double gpuUtilizationPct,
            @Nullable Double bandwidthMbps) {}

    /** A figure above its threshold. */
    record Alert(String name, double value, double threshold) {}

    record Trade(Instant at, double tps, @Nullable Double matching, long orders, long providers) {}

    DashboardView now() {
        ApiMetrics api = requests.now();
        Trade now = trade.get();
        Double utilization = Figures.mean(devices.now(), Device::utilization);
        List<Alert> alerts = Stream.of(
                        above("latency_p95_ms", api.latencyP95Ms(), limits.latencyP95Ms()),
                        above("error_rate_pct", api.errorRatePct(), limits.errorRatePct()),
                        above("gpu_utilization_pct", utilization, limits.gpuUtilizationPct()),
                        above("matching_time_ms", now.matching(), limits.matchingTimeMs()))
                .flatMap(one -> one)
                .toList();
        return new DashboardView(
                alerts.isEmpty() ? "ok" : "warning",
                now.at(),
                new CurrentMetrics(
                        api,
                        new TradingMetrics(Figures.rounded(now.tps()), now.matching(), now.orders()),
                        new NetworkMetrics(now.providers(), utilization, null)),
                alerts);
    }

    private static Stream<Alert> above(String name, @Nullable Double value, double threshold) {
        return value == null || value <= threshold ? Stream.of() : Stream.of(new Alert(name, value, threshold));
    }

    private Trade readTrade() {
        return jdbc.sql("""
                        select now() as at,
                          (select count(*) from marketplace.hold
                           where state <> 'wanted' and created_at > now() - interval '1 minute') / 60.0 as tps,
                          (select percentile_cont(0.5) within group
                             (order by extract(epoch from coalesce(l.started_at, o.started_at) - j.requested_at) * 1000)
                           from (select id, requested_at from core.job order by id desc limit 1000) j
                           left join core.lease l on l.job_id = j.id
                           left join core.outcome o on o.job_id = j.id) as matching,
                          (select count(*) from marketplace.booking
                           where state in ('active', 'paused') and upper(span) > now()) as orders,
                          (select count(distinct g.owner) from marketplace.gpu g join marketplace.worker w on w.id = g.miner_id
                           where g.removed_at is null and w.presence = 'online') as providers""").query(Trade.class).single();
    }
}
