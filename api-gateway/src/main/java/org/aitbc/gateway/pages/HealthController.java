package org.aitbc.gateway.pages;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aitbc.gateway.GatewayApplication;
import org.aitbc.gateway.routing.GatewaySettings;
import org.aitbc.gateway.routing.RoutedPaths;
import org.aitbc.gateway.routing.Service;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class HealthController {

    private static final String VERSION = Optional.ofNullable(
                    GatewayApplication.class.getPackage().getImplementationVersion())
            .orElse("development");

    private final RoutedPaths routed;
    private final Map<String, Service> services;
    private final Readiness readiness;
    private final String env;

    HealthController(
            RoutedPaths routed, GatewaySettings settings, Readiness readiness, @Value("${aitbc.env}") String env) {
        this.routed = routed;
        this.services = settings.services();
        this.readiness = readiness;
        this.env = env;
    }

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
        return new Status("UP");
    }

    @GetMapping("/v1/health")
    Mono<NetworkHealth> network() {
        return readiness.state().map(state -> new NetworkHealth("ok", env, VERSION, state.services()));
    }

    @GetMapping("/health/ready")
    Mono<ResponseEntity<Ready>> ready() {
        return readiness
                .state()
                .map(state -> ResponseEntity.status(state.isReady() ? 200 : 503)
                        .body(new Ready(state.isReady() ? "ready" : "not ready", state.database(), state.services())));
    }

    @GetMapping("/services")
    Mono<Map<String, Routed>> services() {
        return readiness.state().map(this::routed);
    }

    private Map<String, Routed> routed(Readiness.State state) {
        Map<String, Routed> all = new LinkedHashMap<>();
        routed.byService().forEach((name, paths) -> {
            String prefix = paths.getFirst().replace("/**", "");
            Service service = services.get(name);
            String url = service == null
                    ? ""
                    : service.url().stream().map(URI::toString).collect(Collectors.joining(","));
            all.put(name, new Routed(prefix, paths, url, state.services().getOrDefault(name, "UNKNOWN")));
        });
        return all;
    }
}
