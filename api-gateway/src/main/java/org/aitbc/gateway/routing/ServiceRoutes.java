package org.aitbc.gateway.routing;

import java.util.List;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;

/** One gateway route for each configured service. */
@Component
public class ServiceRoutes implements RouteLocator {

    private final List<Route> routes;

    ServiceRoutes(RoutingProperties routing) {
        routes = routing.services().entrySet().stream()
                .map(entry -> route(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The route of a request that was routed; its id is the service's name. */
    public static Route route(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    }

    @Override
    public Flux<Route> getRoutes() {
        return Flux.fromIterable(routes);
    }

    private static Route route(String name, Service service) {
        List<PathPattern> patterns = service.paths().stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
        return Route.async()
                .id(name)
                .uri(service.url())
                .predicate(exchange -> matches(patterns, exchange.getRequest().getPath()))
                .build();
    }

    private static boolean matches(List<PathPattern> patterns, PathContainer path) {
        for (PathPattern pattern : patterns) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
