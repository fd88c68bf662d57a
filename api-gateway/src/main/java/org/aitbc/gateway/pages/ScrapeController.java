package org.aitbc.gateway.pages;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.*;
import org.aitbc.gateway.routing.GatewaySettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.*;
import reactor.core.publisher.*;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/**
 * The metrics of the gateway and of all services on one page, as Prometheus federates them: {@code job} and {@code instance} say
 * whose they are, and {@code up} whether it answered.
 */
@RestController
@ConditionalOnBooleanProperty("aitbc.scrape-all")
class ScrapeController {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final String SELF = "api-gateway";

    private final HttpClient client;
    private final Mono<String> page;

    ScrapeController(GatewaySettings settings, HttpClient client, PrometheusMeterRegistry meters) {
        this.client = client;
        Mono<Page> own = Mono.fromCallable(() -> new Page(SELF, SELF, meters.scrape(HealthController.METRICS)))
                .subscribeOn(Schedulers.boundedElastic());
        page = Flux.fromIterable(settings.services().entrySet())
                .flatMap(service -> Flux.fromIterable(service.getValue().url())
                        .flatMap(replica -> scrape(service.getKey(), replica)))
                .mergeWith(own)
                .collectSortedList(Comparator.comparing(Page::job).thenComparing(Page::instance))
                .publishOn(Schedulers.boundedElastic())
                .map(ScrapeController::joined)
                .cache(REMEMBERED);
    }

    /** @param text empty where it did not answer */
    record Page(String job, String instance, String text) {

        private String labels() {
            return "job=\"" + job + "\",instance=\"" + instance + "\"";
        }

        /** The same sample with the labels of this page. */
        private String labelled(String sample) {
            int end = sample.indexOf(' ');
            int brace = sample.indexOf('{');
            return brace >= 0 && brace < end
                    ? sample.substring(0, brace + 1) + labels() + "," + sample.substring(brace + 1)
                    : sample.substring(0, end) + "{" + labels() + "}" + sample.substring(end);
        }
    }

    @GetMapping(path = "/actuator/prometheus", produces = HealthController.METRICS)
    Mono<String> page() {
        return page;
    }

    private Mono<Page> scrape(String job, URI replica) {
        return client.get()
                .uri(replica + "/actuator/prometheus")
                .responseSingle((answer, body) -> answer.status().code() == 200
                                && answer.responseHeaders()
                                        .get("Content-Type", "")
                                        .startsWith("text/plain")
                        ? body.asString()
                        : Mono.<String>empty())
                .timeout(PATIENCE)
                .onErrorResume(_ -> Mono.empty())
                .defaultIfEmpty("")
                .map(text -> new Page(job, replica.getAuthority(), text));
    }

    /** The lines of a metric belong together, and it is described once. */
    static String joined(List<Page> pages) {
        Map<String, Set<String>> metrics = new TreeMap<>();
        Set<String> up = metrics.computeIfAbsent("up", _ -> new LinkedHashSet<>());
        up.add("# HELP up Whether the service answered");
        up.add("# TYPE up gauge");
        for (Page page : pages) {
            up.add("up{" + page.labels() + "} " + (page.text().isEmpty() ? 0 : 1));
            Set<String> metric = up;
            for (String line : page.text().lines().toList()) {
                if (line.startsWith("#")) {
                    metric = metrics.computeIfAbsent(line.split(" ", 4)[2], _ -> new LinkedHashSet<>());
                    metric.add(line);
                } else {
                    metric.add(page.labelled(line));
                }
            }
        }
        StringBuilder all = new StringBuilder();
        metrics.values().forEach(lines -> lines.forEach(line -> all.append(line).append('\n')));
        return all.toString();
    }
}
