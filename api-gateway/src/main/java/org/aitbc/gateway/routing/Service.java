package org.aitbc.gateway.routing;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/**
 * A service behind the gateway.
 *
 * @param url of each replica, or a name that leads to all of them
 * @param access the first rule that covers a request decides; one that no rule covers is refused
 */
public record Service(List<URI> url, List<AccessRule> access) {

    public Service {
        url = List.copyOf(url);
        access = List.copyOf(access);
        for (URI address : url) {
            boolean isWeb = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (!isWeb || address.getHost() == null || !address.getRawPath().isEmpty()) {
                throw new IllegalArgumentException("a service's address reads http://host:port, not: " + address);
            }
        }
    }

    /** The rule that decides about a request; null when none covers it. */
    public @Nullable AccessRule ruleFor(HttpMethod method, PathContainer path) {
        for (AccessRule rule : access) {
            if (rule.covers(method, path)) {
                return rule;
            }
        }
        return null;
    }
}
