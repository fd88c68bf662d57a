package org.aitbc.market.region;

import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class Regions {

    private static final String MEASURED = """
        select code as id, code as region_code, name as region_name, area as geographic_area, 'AITBC' as base_currency,
          timezone, language, load as load_factor, slots as max_concurrent_requests, priority_weight,
          case when status <> 'active' then status when score > 0 then 'active' else 'inactive' end as status,
          score as health_score, response_time as average_response_time, rate as request_rate, errors as error_rate,
          api_endpoint, greatest(sampled, beat) as last_health_check, created_at, updated_at, miners,
          online as miners_online, beat_age as mean_beat_age
        from (
          select r.*, m.*, s.*, t.sold / 24.0 as rate,
            coalesce(m.inflight / nullif(m.slots, 0)::double precision, s.reported_load, 0) as load,
            case when s.samples > 0 and m.miners > 0 then (s.health + m.online / m.miners::double precision) / 2
                 when s.samples > 0 then s.health
                 when m.miners > 0 then m.online / m.miners::double precision
                 else 0 end as score
          from marketplace.region r
          cross join lateral (
            select count(*) as miners, count(*) filter (where presence = 'online') as online,
              coalesce(sum(inflight) filter (where presence = 'online'), 0) as inflight,
              coalesce(sum(concurrency) filter (where presence = 'online'), 0) as slots,
              avg(extract(epoch from now() - last_seen))::double precision as beat_age, max(last_seen) as beat
            from marketplace.worker
            where not deregistered and coalesce(nullif(region, ''), :home) = r.code) m
          cross join lateral (
            select count(*) as samples, avg(health) as health, avg(response_time) as response_time,
              coalesce(avg(error_rate), 0) as errors, max(at) as sampled,
              (array_agg(load_factor order by at desc) filter (where load_factor is not null))[1] as reported_load
            from marketplace.region_sample where region = r.code and at > now() - interval '15 minutes') s
          cross join lateral (
            select count(*) as sold from marketplace.service_transaction
            where target_region = r.code and created_at > now() - interval '24 hours') t
          where (:code::text is null or r.code = :code)) as measured
        order by priority_weight desc, code
        """;

    private final JdbcClient jdbc;
    private final RegionSettings settings;

    Regions(JdbcClient jdbc, RegionSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** @param home the region of workers that name none */
    @ConfigurationProperties("aitbc.regions")
    record RegionSettings(
            @DefaultValue("local") String home,
            @DefaultValue List<KnownRegion> known) {}

    /** @param apiEndpoint is probed where it is given */
    record KnownRegion(
            String code,
            String name,
            @DefaultValue("") String area,
            @DefaultValue("UTC") String timezone,
            @DefaultValue("en") String language,
            @Nullable String apiEndpoint,
            @DefaultValue("1") BigDecimal priorityWeight) {}

    /**
     * @param status null to leave it as it is
     * @param healthScore 1 less the error rate by default
     * @param averageResponseTime milliseconds
     */
    record RegionReport(
            @Nullable @Pattern(regexp = STATUS) String status,
            @DecimalMin("0") @DecimalMax("1") Double healthScore,
            @Nullable @Min(0) @Max(3_600_000) Double averageResponseTime,
            @DecimalMin("0") @DecimalMax("1") Double errorRate,
            @Nullable @DecimalMin("0") @DecimalMax("1") Double loadFactor) {

        static final String STATUS = "active|inactive|maintenance|deprecated";

        RegionReport {
            errorRate = Objects.requireNonNullElse(errorRate, 0.0);
            healthScore = Objects.requireNonNullElse(healthScore, 1 - errorRate);
        }
    }

    /** @param source {@code probe} or {@code report} */
    record RegionSample(
            Instant at,
            String source,
            double healthScore,
            @Nullable Double averageResponseTime,
            double errorRate,
            @Nullable Double loadFactor) {}

    /** @param status null for all */
    public List<Region> all(@Nullable String status) {
        return read(null).stream()
                .filter(region -> status == null || region.status().equals(status))
                .toList();
    }

    public Region require(String code) {
        return read(code).stream().findFirst().orElseThrow(() -> new NotFound("REGION_NOT_FOUND", "no such region"));
    }

    /** Those among the codes that are no regions. */
    public List<String> unknown(List<String> codes) {
        return jdbc.sql("select c from unnest(?) c where not exists (select from marketplace.region where code = c)")
                .param(codes.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    private List<Region> read(@Nullable String code) {
        return jdbc.sql(MEASURED)
                .param("home", settings.home)
                .param("code", code)
                .query(Region.class)
                .list();
    }

    /** @param reporter null for a probe */
    void add(String region, @Nullable String reporter, RegionReport report) {
        jdbc.sql("""
            with sample as (
              insert into marketplace.region_sample (region, reporter, health, response_time, error_rate, load_factor)
              values (:region, :reporter, :healthScore, :averageResponseTime, :errorRate, :loadFactor))
            update marketplace.region set updated_at = now(), status = coalesce(:status, status) where code = :region\
            """)
                .paramSource(report)
                .param("region", region)
                .param("reporter", reporter)
                .update();
    }

    /** The newest. */
    List<RegionSample> samples(String region) {
        return jdbc.sql("""
            select at, case when reporter is null then 'probe' else 'report' end as source, health as health_score,
              response_time as average_response_time, error_rate, load_factor
            from marketplace.region_sample where region = ? order by at desc limit 20\
            """).param(region).query(RegionSample.class).list();
    }
}
