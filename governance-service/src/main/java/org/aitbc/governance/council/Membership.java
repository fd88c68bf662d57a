package org.aitbc.governance.council;

import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.governance.compliance.Compliance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who sits in which council. */
@Component
public record Membership(JdbcClient jdbc, Compliance compliance) {

    public List<String> of(UUID council) {
        return jdbc.sql(
                        "select principal from governance.council_member where council = ? and until is null order by 1")
                .param(council)
                .query(String.class)
                .list();
    }

    /**
     * Not in a transaction.
     *
     * @throws Forbidden unless it is a member that meets what the council's jurisdiction asks for now
     */
    public void requireAllowed(UUID council, String principal) {
        String jurisdiction = jurisdiction(council);
        Forbidden.when(!of(council).contains(principal), "NOT_A_MEMBER", "only members of the council do this");
        compliance.require(List.of(principal), jurisdiction);
    }

    /** Whether somebody sits in any council. */
    public boolean isMember(String principal) {
        return exists("m.principal = ? and m.until is null", principal);
    }

    public boolean isGuardian(String principal) {
        return exists("m.principal = ? and m.until is null and c.kind = 'guardian'", principal);
    }

    public boolean isGuarded() {
        return exists("c.kind = 'guardian'");
    }

    private boolean exists(String where, Object... values) {
        return jdbc.sql("""
            select exists (select from governance.council c join governance.council_member m on m.council = c.id
                           where %s)""".formatted(where))
                .params(values)
                .query(Boolean.class)
                .single();
    }

    /** @throws NotFound without such a council */
    public String jurisdiction(UUID council) {
        return jdbc.sql("select jurisdiction from governance.council where id = ?")
                .param(council)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotFound("COUNCIL_NOT_FOUND", "there is no such council"));
    }

    /** Until the caller's transaction ends. */
    void lock(UUID council) {
        jdbc.sql("select from governance.council where id = ? for update")
                .param(council)
                .query(_ -> {});
    }

    void add(UUID council, Collection<String> principals) {
        principals.forEach(one -> jdbc.sql("""
            insert into governance.council_member (council, principal) values (?, ?)
            on conflict (council, principal) where until is null do nothing""").params(council, one).update());
    }

    /** @throws Conflict when nobody would be left, or more than fifty */
    public void change(UUID council, Collection<String> added, Collection<String> removed) {
        lock(council);
        jdbc.sql("""
            update governance.council_member set until = now()
            where council = ? and principal = any(?) and until is null""").params(council, removed.toArray(String[]::new)).update();
        add(council, added);
        int members = of(council).size();
        Conflict.when(members == 0 || members > 50, "COUNCIL_SIZE", "a council has 1 to 50 members");
    }
}
