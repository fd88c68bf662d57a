package org.aitbc.gateway.routing;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/**
 * A service behind the gateway.
 *
 * @param paths patterns of the canonical paths it serves
 * @param access the first rule that covers a request decides; one that no rule covers is refused
 */
public record Service(URI url, List<String> paths, List<AccessRule> access) {

    public Service {
        paths = List.copyOf(paths);
        access = List.copyOf(access);
    }

    public Optional<AccessRule> ruleFor(HttpMethod method, PathContainer path) {
        for (AccessRule rule : access) {
            if (rule.covers(method, path)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
