package org.aitbc.gateway.routing;

import java.net.URI;
import java.util.List;

/**
 * A service behind the gateway.
 *
 * @param paths templates of the canonical paths it serves
 * @param access the first rule that covers a request decides; one that no rule covers is refused
 */
public record Service(URI url, List<String> paths, List<AccessRule> access) {

    public Service {
        paths = List.copyOf(paths);
        access = List.copyOf(access);
    }
}
