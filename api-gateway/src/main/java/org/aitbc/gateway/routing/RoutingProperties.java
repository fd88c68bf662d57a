package org.aitbc.gateway.routing;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param services by name, which is the audience of the tokens sent to them as well
 * @param legacyPrefixes first segments under which older clients address a service
 */
@ConfigurationProperties("aitbc")
public record RoutingProperties(Map<String, Service> services, Set<String> legacyPrefixes) {

    /** The first segment after {@code /v1} of everything that is routed, such as {@code jobs}. */
    Set<String> resources() {
        return services.values().stream()
                .flatMap(service -> service.paths().stream())
                .map(path -> path.split("/", -1)[2])
                .collect(Collectors.toUnmodifiableSet());
    }
}
