package org.aitbc.market.region;

import org.aitbc.market.partner.Reachability;
import org.aitbc.market.region.Regions.*;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Adds the regions of settings and workers, and samples their endpoints. */
@Component
record RegionProbe(
        JdbcClient jdbc, Regions regions, RegionSettings settings, Reachability reachability, Sweeps sweeps) {

    private record Endpoint(String code, String apiEndpoint) {}

    @EventListener(ApplicationReadyEvent.class)
    void addKnown() {
        for (KnownRegion known : settings.known()) {
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
            """).param("home", settings.home()).update();
    }

    @Scheduled(fixedDelayString = "${aitbc.regions.probe:30s}", initialDelayString = "${aitbc.regions.probe:30s}")
    void run() {
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
        regions.add(region.code, null, new RegionReport(null, 1 - errors, took, errors, null));
    }
}
