package org.aitbc.gateway.pages;

import static java.util.stream.Collectors.joining;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.*;
import org.aitbc.gateway.GatewayApplication;
import org.aitbc.gateway.routing.*;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;
import reactor.core.publisher.*;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/** Whether the gateway, each service and the database answer; the others are asked at most once a second. */
@RestController
class HealthController {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final String UP = "UP";
    private static final String DOWN = "DOWN";
    static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String VERSION =
            Objects.requireNonNullElse(GatewayApplication.class.getPackage().getImplementationVersion(), "development");

    private final RoutedPaths routed;
    private final GatewaySettings settings;
    private final HttpClient client;
    private final PrometheusMeterRegistry meters;
    private final String env;
    private final Mono<State> state;

    HealthController(
            RoutedPaths routed,
            GatewaySettings settings,
            HttpClient client,
            JdbcClient jdbc,
            PrometheusMeterRegistry meters,
            @Value("${aitbc.env}") String env) {
        this.routed = routed;
        this.settings = settings;
        this.client = client;
        this.meters = meters;
        this.env = env;
        Mono<Map<String, String>> services = Flux.fromIterable(
                        settings.services().entrySet())
                .flatMap(service -> Flux.fromIterable(service.getValue().url())
                        .flatMap(this::isReady)
                        .any(ready -> ready)
                        .map(ready -> Map.entry(service.getKey(), ready ? UP : DOWN)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
        Mono<String> database = Mono.fromCallable(
                        () -> jdbc.sql("select 1").query().singleValue())
                .subscribeOn(Schedulers.boundedElastic())
                .map(_ -> UP)
                .timeout(PATIENCE)
                .onErrorReturn(DOWN);
        state = Mono.zip(services, database, State::new).cache(REMEMBERED);
    }

    private record State(Map<String, String> services, String database) {}

    record Health(String status, String service, String version) {}

    record NetworkHealth(String status, String env, String version, Map<String, String> services) {}

    record Status(String status) {}

    record Ready(String status, String database, Map<String, String> services) {}

    record Routed(String prefix, List<String> paths, String url, String status) {}

    @GetMapping("/health")
    Health health() {
        return new Health("healthy", "api-gateway", VERSION);
    }

    @GetMapping("/health/live")
    Status live() {
        return new Status("alive");
    }

    @GetMapping({"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    Status up() {
        return new Status(UP);
    }

    @GetMapping("/v1/health")
    Mono<NetworkHealth> network() {
        return state.map(now -> new NetworkHealth("ok", env, VERSION, now.services()));
    }

    @GetMapping("/health/ready")
    Mono<ResponseEntity<Ready>> ready() {
        return state.map(now -> {
            boolean isReady = now.database().equals(UP) && !now.services().containsValue(DOWN);
            return ResponseEntity.status(isReady ? 200 : 503)
                    .body(new Ready(isReady ? "ready" : "not ready", now.database(), now.services()));
        });
    }

    @GetMapping("/services")
    Mono<Map<String, Routed>> services() {
        return state.map(now -> {
            Map<String, Routed> all = new LinkedHashMap<>();
            routed.byService().forEach((name, paths) -> {
                GatewaySettings.Service service = settings.services().get(name);
                List<URI> urls = service == null ? List.of() : service.url();
                String url = urls.stream().map(URI::toString).collect(joining(","));
                String status = now.services().getOrDefault(name, "UNKNOWN");
                all.put(name, new Routed(paths.getFirst().replace("/**", ""), paths, url, status));
            });
            return all;
        });
    }

    @GetMapping(path = "/metrics", produces = METRICS)
    Mono<String> metrics() {
        return Mono.fromCallable(() -> meters.scrape(METRICS)).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Boolean> isReady(URI replica) {
        return client.get()
                .uri(replica + "/actuator/health/readiness")
                .response()
                .map(answer -> answer.status().code() == 200)
                .timeout(PATIENCE)
                .onErrorReturn(false);
    }
}
