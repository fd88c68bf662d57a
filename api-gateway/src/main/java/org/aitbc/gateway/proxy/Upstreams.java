package org.aitbc.gateway.proxy;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.aitbc.gateway.routing.Route;
import org.aitbc.gateway.routing.ServiceRoutes;
import org.springframework.stereotype.Component;

/** The services, ready to be sent to. */
@Component
public class Upstreams {

    private final Map<String, Upstream> byName;

    Upstreams(ServiceRoutes routes, Transport transport, Capacity capacity, ProxyProperties properties) {
        byName = routes.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Route::name, route -> new Upstream(route.service().url(), transport, capacity, properties)));
    }

    public Upstream of(Route route) {
        return Objects.requireNonNull(byName.get(route.name()));
    }
}
