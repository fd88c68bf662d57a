package org.aitbc.trading.negotiation;

import java.time.Instant;
import java.util.*;
import org.aitbc.starter.jpa.*;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Query;

interface Negotiations extends Store<Negotiation> {

    @Query("select n.id from Negotiation n where n.requestId = :request and n.status in (PENDING, COUNTERED)")
    Optional<UUID> findOpen(UUID request);

    @Query("""
        select n.id from Negotiation n where n.status in (PENDING, COUNTERED) and n.expiresAt <= :now order by n.id limit 200\
        """)
    List<UUID> due(Instant now);

    /** Matches, negotiations or agreements that somebody is a side of; all where it is null. */
    static <T> Where<T> of(@Nullable String agent) {
        return new Where<T>().either(agent, "buyerAgentId", "sellerAgentId");
    }
}
