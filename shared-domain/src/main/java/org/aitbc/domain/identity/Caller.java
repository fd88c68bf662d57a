package org.aitbc.domain.identity;

import org.aitbc.domain.error.Forbidden;

/**
 * The sender of a request, as the gateway vouched for it.
 *
 * @param subject the principal's stable id; keys rotate, the subject stays
 * @param role what its key may be used for
 * @param tenant the organisation the principal belongs to; {@code default} where a suite has one
 */
public record Caller(String subject, Role role, String tenant) {

    public static final String DEFAULT_TENANT = "default";

    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** @throws Forbidden when it is another's, and the caller no administrator */
    public void requireOwner(String owner, String code, String detail) {
        Forbidden.when(!isAdmin() && !owner.equals(subject), code, detail);
    }
}
