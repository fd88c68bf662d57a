package org.aitbc.gateway.routing;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.URI;
import java.util.*;
import java.util.stream.Stream;
import org.aitbc.domain.identity.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.*;

/**
 * @param services by the id of their route, which is the audience of the tokens sent to them as well
 * @param legacyPrefixes first segments under which older clients address a service
 */
@ConfigurationProperties("aitbc")
public record GatewaySettings(Map<String, Service> services, Set<String> legacyPrefixes) {

    /**
     * A service behind the gateway.
     *
     * @param url of each replica, or a name that leads to all of them
     * @param access the first rule that covers a request decides; one that no rule covers is refused
     */
    public record Service(List<URI> url, List<AccessRule> access) {

        public Service {
            for (URI address : url) {
                boolean isWeb = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
                if (!isWeb || address.getHost() == null || !address.getRawPath().isEmpty()) {
                    throw new IllegalArgumentException("a service's address reads http://host:port, not: " + address);
                }
            }
        }

        /** The rule that decides about a request; null when none covers it. */
        public @Nullable AccessRule ruleFor(HttpMethod method, PathContainer path) {
            return access.stream()
                    .filter(rule -> rule.covers(method, path))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * An access rule: {@code [METHOD] pattern who...}, where {@code who} is {@code open} without a key, {@code any} for every
     * valid key, or a list of roles. For example {@code GET /v1/miners/* any} or {@code /v1/jobs/** client admin}.
     */
    public record AccessRule(@Nullable HttpMethod method, PathPattern path, Set<Role> roles, boolean open) {

        /** Reads a rule as it is written in the configuration. */
        public static AccessRule valueOf(String text) {
            String[] words = text.strip().split("\\s+", -1);
            int path = words[0].startsWith("/") ? 0 : 1;
            if (words.length < path + 2 || !words[path].startsWith("/")) {
                throw new IllegalArgumentException("an access rule reads [METHOD] /pattern who..., not: " + text);
            }
            List<String> who = List.of(words).subList(path + 1, words.length);
            boolean isOpen = who.getFirst().equals("open");
            Stream<Role> roles = isOpen || who.getFirst().equals("any")
                    ? Stream.of(Role.values())
                    : who.stream().map(Role::of);
            return new AccessRule(
                    path == 0 ? null : HttpMethod.valueOf(words[0]),
                    PathPatternParser.defaultInstance.parse(words[path]),
                    roles.collect(toUnmodifiableSet()),
                    isOpen);
        }

        boolean covers(HttpMethod requested, PathContainer requestedPath) {
            return (method == null || method.equals(requested)) && path.matches(requestedPath);
        }
    }
}
