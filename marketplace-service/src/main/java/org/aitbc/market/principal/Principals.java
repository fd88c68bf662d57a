package org.aitbc.market.principal;

import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;

/** In whose name something is asked for: older requests say so in the body. */
public final class Principals {

    private Principals() {}

    /**
     * The caller, or whom an admin names.
     *
     * @param member of the request, such as {@code buyer_id}
     * @throws Forbidden when somebody names another
     */
    public static String of(Caller caller, @Nullable String named, String member) {
        if (named == null || named.isBlank() || named.equals(caller.subject())) {
            return caller.subject();
        }
        if (!caller.isAdmin()) {
            throw new Forbidden("NOT_YOURSELF", member + ": you are " + caller.subject());
        }
        return named;
    }
}
