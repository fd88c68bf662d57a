package org.aitbc.gateway.health;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aitbc.gateway.GatewayApplication;
import org.aitbc.gateway.routing.RoutingProperties;
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

    private final RoutingProperties routing;
    private final Readiness readiness;
    private final String env;

    HealthController(RoutingProperties routing, Readiness readiness, @Value("${aitbc.env}") String env) {
        this.routing = routing;
        this.readiness = readiness;
        this.env = env;
    }

    record Health(String status, String service, String version) {}

    record NetworkHealth(String status, String env, String version, Map<String, String> services) {}

    record Live(String status) {}

    record Ready(String status, String database, Map<String, String> services) {}

    record Routed(String prefix, List<String> paths, URI url, String status) {}

    @GetMapping("/health")
    Health health() {
        return new Health("healthy", "api-gateway", VERSION);
    }

    @GetMapping("/v1/health")
    Mono<NetworkHealth> network() {
        return readiness.state().map(state -> new NetworkHealth("ok", env, VERSION, state.services()));
    }

    @GetMapping("/health/live")
    Live live() {
        return new Live("alive");
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
        Map<String, Routed> routed = new LinkedHashMap<>();
        routing.services().forEach((name, service) -> {
            String prefix = service.paths().getFirst().replace("/**", "");
            String status = state.services().getOrDefault(name, "UNKNOWN");
            routed.put(name, new Routed(prefix, service.paths(), service.url(), status));
        });
        return routed;
    }
}
