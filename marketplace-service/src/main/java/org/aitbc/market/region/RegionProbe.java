package org.aitbc.market.region;

import java.io.IOException;
import java.net.URI;
import java.net.http.*;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.aitbc.market.region.Regions.*;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Adds the regions of settings and workers, and samples their endpoints. */
@Component
class RegionProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final JdbcClient jdbc;
    private final Regions regions;
    private final RegionSettings settings;
    private final Sweeps sweeps;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    RegionProbe(JdbcClient jdbc, Regions regions, RegionSettings settings, Sweeps sweeps) {
        this.jdbc = jdbc;
        this.regions = regions;
        this.settings = settings;
        this.sweeps = sweeps;
    }

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
                """)
                    .query(Endpoint.class)
                    .list()
                    .forEach(one -> regions.add(one.code, null, probe(one.apiEndpoint)));
            jdbc.sql("delete from marketplace.region_sample where at < now() - interval '48 hours'")
                    .update();
        });
    }

    private RegionReport probe(String url) {
        long start = System.nanoTime();
        double errors = isUp(url) ? 0 : 1;
        return new RegionReport(null, 1 - errors, (System.nanoTime() - start) / 1e6, errors, null);
    }

    private boolean isUp(String url) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() < 400;
        } catch (IOException | IllegalArgumentException down) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
