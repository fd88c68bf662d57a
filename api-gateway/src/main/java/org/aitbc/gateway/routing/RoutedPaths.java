package org.aitbc.gateway.routing;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.*;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import org.springframework.stereotype.Component;

/** Which paths the routes serve. */
@Component
public class RoutedPaths {

    private final Map<String, List<String>> byService = new LinkedHashMap<>();

    RoutedPaths(RouteDefinitionLocator routes) {
        routes.getRouteDefinitions()
                .toIterable()
                .forEach(route -> byService.put(
                        route.getId(),
                        route.getPredicates().stream()
                                .filter(predicate -> "Path".equals(predicate.getName()))
                                .flatMap(predicate -> predicate.getArgs().values().stream())
                                .toList()));
    }

    /** Patterns by the service that their route leads to, in the order in which routes are tried. */
    public Map<String, List<String>> byService() {
        return byService;
    }

    /** The first segment after {@code /v1} of everything that is routed, such as {@code jobs}. */
    Set<String> resources() {
        return byService.values().stream()
                .flatMap(List::stream)
                .map(path -> path.split("/", -1)[2])
                .collect(toUnmodifiableSet());
    }
}
