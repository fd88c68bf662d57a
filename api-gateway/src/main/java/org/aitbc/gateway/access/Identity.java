package org.aitbc.gateway.access;

import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who sent a request.
 *
 * @param caller null for a request without a key that is somebody's
 * @param hasWrongKey it carries a key that is nobody's
 */
public record Identity(@Nullable Caller caller, boolean hasWrongKey) {

    static final Identity WITHOUT_KEY = new Identity(null, false);
    static final Identity WITH_WRONG_KEY = new Identity(null, true);

    private static final String ATTRIBUTE = Identity.class.getName();

    /** That of a request which was authenticated. */
    public static Identity of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    void keepIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
