package org.aitbc.market.global;

import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;

/** In whose name something is asked for. */
final class Principals {

    private Principals() {}

    /** The caller, or whom an admin names. @throws Forbidden when somebody names another */
    static String of(Caller caller, @Nullable String named, String member) {
        if (named == null || named.isBlank() || named.equals(caller.subject())) {
            return caller.subject();
        }
        if (!caller.isAdmin()) {
            throw new Forbidden("NOT_YOURSELF", member + ": you are " + caller.subject());
        }
        return named;
    }
}
