package org.aitbc.market.region;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.aitbc.market.sweep.Sweep;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Knows the regions of settings and workers, and asks the endpoint of each whether it is there. */
@Component
class RegionProbe {

    private static final int FIRST_ERROR = 400;
    private static final double NANOS_OF_A_MILLISECOND = 1_000_000;

    private final JdbcClient jdbc;
    private final RegionSamples samples;
    private final RegionSettings settings;
    private final HttpClient http;

    RegionProbe(JdbcClient jdbc, RegionSamples samples, RegionSettings settings) {
        this.jdbc = jdbc;
        this.samples = samples;
        this.settings = settings;
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    }

    private record Endpoint(String region, String url) {}

    @EventListener(ApplicationReadyEvent.class)
    void know() {
        for (RegionSettings.Known known : settings.known()) {
            jdbc.sql("""
                            insert into marketplace.region (code, name, area, timezone, language, api_endpoint, priority_weight)
                            values (:code, :name, :area, :timezone, :language, :endpoint, :weight)
                            on conflict (code) do update set name = excluded.name, area = excluded.area,
                              timezone = excluded.timezone, language = excluded.language,
                              api_endpoint = excluded.api_endpoint, priority_weight = excluded.priority_weight""")
                    .param("code", known.code())
                    .param("name", known.name())
                    .param("area", known.area())
                    .param("timezone", known.timezone())
                    .param("language", known.language())
                    .param("endpoint", known.apiEndpoint())
                    .param("weight", known.priorityWeight())
                    .update();
        }
        discover();
    }

    @Scheduled(fixedDelayString = "${aitbc.regions.probe:30s}", initialDelayString = "${aitbc.regions.probe:30s}")
    void run() {
        Sweep.run("measurements of regions", this::measure);
    }

    private void measure() {
        discover();
        for (Endpoint endpoint : jdbc.sql(
                        "select code, api_endpoint from marketplace.region where api_endpoint is not null and status <> 'deprecated'")
                .query((row, _) -> new Endpoint(row.getString(1), row.getString(2)))
                .list()) {
            samples.add(endpoint.region(), null, ask(endpoint.url()));
        }
        jdbc.sql("delete from marketplace.region_sample where at < now() - make_interval(secs => ?)")
                .param(settings.keep().toSeconds())
                .update();
    }

    private void discover() {
        jdbc.sql("""
                        insert into marketplace.region (code, name)
                        select region, region from core.miner where region <> '' and not deregistered
                        union select :home, :home
                        on conflict (code) do nothing""").param("home", settings.home()).update();
    }

    private RegionReport ask(String url) {
        long start = System.nanoTime();
        boolean well = answers(url, settings.timeout());
        return RegionReport.probe(well, (System.nanoTime() - start) / NANOS_OF_A_MILLISECOND);
    }

    private boolean answers(String url, Duration within) {
        try {
            HttpResponse<Void> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(within).build(), BodyHandlers.discarding());
            return answer.statusCode() < FIRST_ERROR;
        } catch (IOException | IllegalArgumentException away) {
            return false;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
