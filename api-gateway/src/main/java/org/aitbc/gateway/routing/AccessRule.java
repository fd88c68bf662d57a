package org.aitbc.gateway.routing;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.aitbc.domain.identity.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

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
        String[] who = Arrays.copyOfRange(words, path + 1, words.length);
        return new AccessRule(
                path == 0 ? null : HttpMethod.valueOf(words[0]),
                PathPatternParser.defaultInstance.parse(words[path]),
                who[0].equals("open") || who[0].equals("any") ? EnumSet.allOf(Role.class) : roles(who),
                who[0].equals("open"));
    }

    boolean covers(HttpMethod requested, PathContainer requestedPath) {
        return (method == null || method.equals(requested)) && path.matches(requestedPath);
    }

    private static Set<Role> roles(String[] names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            roles.add(Role.of(name));
        }
        return roles;
    }
}
