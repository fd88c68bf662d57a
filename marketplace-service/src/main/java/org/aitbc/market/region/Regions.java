package org.aitbc.market.region;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.aitbc.market.partner.Reachability;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The regions of settings and workers, and what is measured of them. */
@Component
public record Regions(JdbcClient jdbc, RegionSettings settings, Reachability reachability, Sweeps sweeps) {

    private static final String MEASURED = """
        select code as id, code as region_code, name as region_name, area as geographic_area, 'AITBC' as base_currency,
          case when status <> 'active' then status when health_score > 0 then 'active' else 'inactive' end as status,
          greatest(sampled, beat) as last_health_check, measured.*, json_build_object('miners', miners,
            'miners_online', miners_online, 'mean_beat_age', mean_beat_age, 'request_rate', request_rate, 'samples', (
              select coalesce(json_agg(last), '[]') from (
                select at, case when reporter is null then 'probe' else 'report' end as source, health as health_score,
                  response_time as average_response_time, s.error_rate, s.load_factor
                from marketplace.region_sample s where region = :code and region = code order by at desc limit 20) last))
            as recent_performance
        from (
          select r.*, m.*, s.*,
            coalesce(m.inflight / nullif(m.max_concurrent_requests, 0)::double precision, s.reported_load, 0) as load_factor,
            case when s.samples > 0 and m.miners > 0 then (s.health + m.miners_online / m.miners::double precision) / 2
                 when s.samples > 0 then s.health
                 when m.miners > 0 then m.miners_online / m.miners::double precision
                 else 0 end as health_score,
            (select count(*) / 24.0 from marketplace.service_transaction
             where target_region = r.code and created_at > now() - interval '24 hours') as request_rate
          from marketplace.region r
          cross join lateral (
            select count(*) as miners, count(*) filter (where presence = 'online') as miners_online,
              coalesce(sum(inflight) filter (where presence = 'online'), 0) as inflight,
              coalesce(sum(concurrency) filter (where presence = 'online'), 0) as max_concurrent_requests,
              avg(extract(epoch from now() - last_seen))::double precision as mean_beat_age, max(last_seen) as beat
            from marketplace.worker
            where not deregistered and coalesce(nullif(region, ''), :home) = r.code) m
          cross join lateral (
            select count(*) as samples, avg(health) as health, avg(response_time) as average_response_time,
              coalesce(avg(error_rate), 0) as error_rate, max(at) as sampled,
              (array_agg(load_factor order by at desc) filter (where load_factor is not null))[1] as reported_load
            from marketplace.region_sample where region = r.code and at > now() - interval '15 minutes') s
          where (:code::text is null or r.code = :code)) as measured
        order by priority_weight desc, code
        """;

    /**
     * A region with its measurements of the last 15 minutes. Without an admin's word it is active where its health is not 0: the
     * mean of its samples' health and of the share of its workers that are online. Its load is the share of their slots in use, or
     * what was reported last.
     *
     * @param id the same as region_code
     * @param regionCode short name, as in regions of offers and workers
     * @param regionName name for people
     * @param geographicArea where it is, for people
     * @param baseCurrency AITBC
     * @param timezone name of its time zone
     * @param language code of its language
     * @param maxConcurrentRequests slots of its online workers
     * @param priorityWeight regions with a greater one come first
     * @param averageResponseTime milliseconds; null where nothing was measured
     * @param apiEndpoint address that is probed; null for none
     * @param meanBeatAge seconds since the heartbeats of its workers; null without workers
     */
    public record Region(
            String id,
            String regionCode,
            String regionName,
            String geographicArea,
            String baseCurrency,
            String timezone,
            String language,
            double loadFactor,
            long maxConcurrentRequests,
            BigDecimal priorityWeight,
            String status,
            double healthScore,
            @Nullable Double averageResponseTime,
            double requestRate,
            double errorRate,
            @Nullable String apiEndpoint,
            @Nullable Instant lastHealthCheck,
            Instant createdAt,
            Instant updatedAt,
            long miners,
            long minersOnline,
            @Nullable Double meanBeatAge) {

        @JsonIgnore
        public boolean isActive() {
            return status.equals("active");
        }
    }

    /**
     * @param status null to leave it as it is
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

    private record Endpoint(String code, String apiEndpoint) {}

    /** @param status null for all */
    public List<Region> all(@Nullable String status) {
        return read(null, Region.class).stream()
                .filter(region -> status == null || region.status.equals(status))
                .toList();
    }

    /** The region as it is shown by records of this type. */
    <T> T require(String code, Class<T> type) {
        return read(code, type).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("REGION_NOT_FOUND", "no such region"));
    }

    private <T> List<T> read(@Nullable String code, Class<T> type) {
        return jdbc.sql(MEASURED)
                .param("home", settings.home)
                .param("code", code)
                .query(type)
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

    @EventListener(ApplicationReadyEvent.class)
    void addKnown() {
        for (KnownRegion known : settings.known) {
            jdbc.sql("""
                insert into marketplace.region (code, name, area, timezone, language, api_endpoint, priority_weight)
                values (:code, :name, :area, :timezone, :language, :apiEndpoint, :priorityWeight)
                on conflict (code) do update set name = excluded.name, area = excluded.area, timezone = excluded.timezone,
                  language = excluded.language, api_endpoint = excluded.api_endpoint, priority_weight = excluded.priority_weight\
                """).paramSource(known).update();
        }
        addDiscovered();
    }

    private void addDiscovered() {
        jdbc.sql("""
            insert into marketplace.region (code, name)
            select region, region from core.miner where region <> '' and not deregistered union select :home, :home
            on conflict (code) do nothing\
            """).param("home", settings.home).update();
    }

    @Scheduled(fixedDelayString = "${aitbc.regions.probe:30s}", initialDelayString = "${aitbc.regions.probe:30s}")
    void sample() {
        sweeps.run("region sample", () -> {
            addDiscovered();
            jdbc.sql("""
                select code, api_endpoint from marketplace.region where api_endpoint is not null and status <> 'deprecated'\
                """).query(Endpoint.class).list().forEach(this::probe);
            jdbc.sql("delete from marketplace.region_sample where at < now() - interval '48 hours'")
                    .update();
        });
    }

    private void probe(Endpoint region) {
        long start = System.nanoTime();
        double errors = reachability.isUp(region.apiEndpoint) ? 0 : 1;
        double took = (System.nanoTime() - start) / 1e6;
        add(region.code, null, new RegionReport(null, 1 - errors, took, errors, null));
    }
}
