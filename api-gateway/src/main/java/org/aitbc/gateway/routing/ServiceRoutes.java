package org.aitbc.gateway.routing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which service a request goes to. */
@Component
public class ServiceRoutes {

    private final List<Route> routes;
    private final CanonicalPaths paths;

    ServiceRoutes(RoutingProperties routing) {
        routes = routing.services().entrySet().stream()
                .map(entry -> Route.of(entry.getKey(), entry.getValue()))
                .toList();
        paths = new CanonicalPaths(routing.resources(), routing.legacyPrefixes());
    }

    public List<Route> all() {
        return routes;
    }

    /** The canonical form of a raw path, empty when its meaning is ambiguous. */
    public Optional<String> canonical(String path) {
        return paths.of(path);
    }

    /** The path as a service reads it: encodings that could change its meaning are not canonical. */
    public String decoded(String canonical) {
        return canonical.indexOf('%') < 0
                ? canonical
                : URLDecoder.decode(canonical.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The first that serves a decoded path; null when the path is none of the services'. */
    public @Nullable Route of(String path) {
        for (Route route : routes) {
            if (route.serves(path)) {
                return route;
            }
        }
        return null;
    }
}
