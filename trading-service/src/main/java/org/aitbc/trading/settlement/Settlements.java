package org.aitbc.trading.settlement;

import java.time.Instant;
import java.util.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.jpa.*;
import org.springframework.data.jpa.repository.Query;

interface Settlements extends Store<Settlement> {

    /** Open ones that were handed in, or should have been long ago; those that were not looked at for longest first. */
    @Query("""
        select s.id from Settlement s
        where s.status in (PENDING, IN_PROGRESS) and (s.asOf is not null or coalesce(s.attemptedAt, s.createdAt) <= :handedInBefore)
        order by coalesce(s.asOf, s.attemptedAt, s.createdAt) limit 200\
        """)
    List<UUID> due(Instant handedInBefore);

    static Where<Settlement> of(Caller caller) {
        return new Where<Settlement>().equal("owner", caller.ownerFilter());
    }
}
