package org.aitbc.market.region;

import java.util.List;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.payment.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The regions, each with what was measured of it within the window. */
@Component
public class Regions {

    private static final String MEASURED = """
            select code as id, code as region_code, name as region_name, area as geographic_area, :currency as base_currency,
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
                from marketplace.region_sample
                where region = r.code and at > now() - make_interval(secs => :window)) s
              cross join lateral (
                select count(*) as sold from marketplace.service_transaction
                where target_region = r.code and created_at > now() - interval '24 hours') t
              where (:code::text is null or r.code = :code)) as measured
            order by priority_weight desc, code""";

    private final JdbcClient jdbc;
    private final RegionSettings settings;

    Regions(JdbcClient jdbc, RegionSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** @param status null for all */
    public List<Region> all(@Nullable String status) {
        return read(null).stream()
                .filter(region -> status == null || region.status().equals(status))
                .toList();
    }

    /** @throws NotFound when there is none of this code */
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
                .param("home", settings.home())
                .param("window", settings.window().toSeconds())
                .param("code", code)
                .param("currency", Currency.AITBC.name())
                .query(Region.class)
                .list();
    }
}
