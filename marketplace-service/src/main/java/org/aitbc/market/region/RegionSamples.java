package org.aitbc.market.region;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was measured of regions. */
@Component
class RegionSamples {

    private static final int NEWEST = 20;

    private final JdbcClient jdbc;

    RegionSamples(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param source {@code probe} where this service asked the region's endpoint, else {@code report}
     * @param averageResponseTime milliseconds
     */
    record RegionSample(
            Instant at,
            String source,
            double healthScore,
            @Nullable Double averageResponseTime,
            double errorRate,
            @Nullable Double loadFactor) {}

    void add(String region, @Nullable String reporter, RegionReport report) {
        jdbc.sql("""
                        insert into marketplace.region_sample (region, reporter, health, response_time, error_rate, load_factor)
                        values (:region, :reporter, :health, :time, :errors, :load)""")
                .param("region", region)
                .param("reporter", reporter)
                .param("health", report.health())
                .param("time", report.averageResponseTime())
                .param("errors", report.errors())
                .param("load", report.loadFactor())
                .update();
        jdbc.sql(
                        "update marketplace.region set updated_at = now(), status = coalesce(:status, status) where code = :region")
                .param("status", report.status())
                .param("region", region)
                .update();
    }

    List<RegionSample> newest(String region) {
        return jdbc.sql("""
                        select at, case when reporter is null then 'probe' else 'report' end as source, health as health_score,
                          response_time as average_response_time, error_rate, load_factor
                        from marketplace.region_sample where region = ? order by at desc limit ?""").params(region, NEWEST).query(RegionSample.class).list();
    }
}
