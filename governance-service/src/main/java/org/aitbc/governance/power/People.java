package org.aitbc.governance.power;

import java.util.Collection;
import java.util.regex.Pattern;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Principals, whom older clients name by their profiles. */
@Component
public record People(JdbcClient jdbc) {

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{32}");

    /**
     * The caller's principal, which the request names, or its profile.
     *
     * @param member of the request, such as {@code voter_id}
     */
    public String self(Caller caller, String named, String member) {
        String name = caller.named(named);
        boolean own = name.equals(caller.subject()) || principal(name).equals(caller.subject());
        Forbidden.when(!own, "NOT_YOURSELF", member + ": you are " + caller.subject());
        return caller.subject();
    }

    /** The principal of a profile, or the name itself. */
    public String principal(String named) {
        return ID.matcher(named).matches()
                ? jdbc.sql("select user_id from governance.profile where id = ?")
                        .param(Ids.parse(named))
                        .query(String.class)
                        .optional()
                        .orElse(named)
                : named;
    }

    /** @throws NotFound when one of the names is nobody's */
    public void requireKnown(Collection<String> principals) {
        long known = jdbc.sql("select count(distinct principal) from core.api_key where principal = any(?)")
                .param(principals.toArray(String[]::new))
                .query(Long.class)
                .single();
        if (known < principals.stream().distinct().count()) {
            throw new NotFound(
                    "PRINCIPAL_NOT_FOUND", "one of these names is nobody's: " + String.join(", ", principals));
        }
    }

    public boolean isAdmin(String principal) {
        return jdbc.sql("""
            select exists (select from core.api_key where principal = ? and role = 'admin' and revoked_at is null)""").param(principal).query(Boolean.class).single();
    }
}
