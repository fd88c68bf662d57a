package org.aitbc.gateway.routing;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of one service go.
 *
 * @param name the service's, which is the audience of its tokens as well
 */
public record Route(String name, Service service, List<PathTemplate> paths) {

    static Route of(String name, Service service) {
        return new Route(
                name,
                service,
                service.paths().stream().map(PathTemplate::valueOf).toList());
    }

    /** The rule that decides about a request; null when none covers it. */
    public @Nullable AccessRule ruleFor(HttpMethod method, String path) {
        for (AccessRule rule : service.access()) {
            if (rule.covers(method, path)) {
                return rule;
            }
        }
        return null;
    }

    boolean serves(String path) {
        for (PathTemplate template : paths) {
            if (template.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
