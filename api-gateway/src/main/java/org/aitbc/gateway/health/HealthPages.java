package org.aitbc.gateway.health;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.aitbc.gateway.GatewayApplication;
import org.aitbc.gateway.page.Page;
import org.aitbc.gateway.page.Reply;
import org.aitbc.gateway.routing.RoutingProperties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
class HealthPages implements Page {

    private static final String VERSION = Optional.ofNullable(
                    GatewayApplication.class.getPackage().getImplementationVersion())
            .orElse("development");

    private final RoutingProperties routing;
    private final Readiness readiness;
    private final String env;
    private final Map<String, Supplier<Reply>> pages = Map.of(
            "/health", () -> Reply.json(200, new Health("healthy", "api-gateway", VERSION)),
            "/health/live", () -> Reply.json(200, new Status("alive")),
            "/health/ready", this::ready,
            "/v1/health", this::network,
            "/services", this::services,
            "/actuator/health", HealthPages::up,
            "/actuator/health/liveness", HealthPages::up,
            "/actuator/health/readiness", HealthPages::up);

    HealthPages(RoutingProperties routing, Readiness readiness, @Value("${aitbc.env}") String env) {
        this.routing = routing;
        this.readiness = readiness;
        this.env = env;
    }

    record Health(String status, String service, String version) {}

    record NetworkHealth(String status, String env, String version, Map<String, String> services) {}

    record Status(String status) {}

    record Ready(String status, String database, Map<String, String> services) {}

    record Routed(String prefix, List<String> paths, String url, String status) {}

    @Override
    public boolean isAt(String path) {
        return pages.containsKey(path);
    }

    @Override
    public Reply get(String path, HttpHeaders asked) {
        return pages.getOrDefault(path, HealthPages::up).get();
    }

    private static Reply up() {
        return Reply.json(200, new Status("UP"));
    }

    private Reply network() {
        return Reply.json(
                200, new NetworkHealth("ok", env, VERSION, readiness.state().services()));
    }

    private Reply ready() {
        Readiness.State state = readiness.state();
        String status = state.isReady() ? "ready" : "not ready";
        return Reply.json(state.isReady() ? 200 : 503, new Ready(status, state.database(), state.services()));
    }

    private Reply services() {
        Map<String, String> states = readiness.state().services();
        Map<String, Routed> routed = new LinkedHashMap<>();
        routing.services().forEach((name, service) -> {
            String prefix = service.paths().getFirst().replace("/**", "");
            String status = states.getOrDefault(name, "UNKNOWN");
            routed.put(name, new Routed(prefix, service.paths(), service.url().toString(), status));
        });
        return Reply.json(200, routed);
    }
}
