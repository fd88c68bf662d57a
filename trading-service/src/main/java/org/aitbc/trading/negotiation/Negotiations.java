package org.aitbc.trading.negotiation;

import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.jpa.Store;
import org.aitbc.trading.negotiation.Negotiation.*;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;

interface Negotiations extends Store<Negotiation> {

    /** @param states null for any */
    @Query("""
        select n from Negotiation n
        where (:all = true or n.buyerAgentId = :me or n.sellerAgentId = :me)
          and (:agent is null or n.buyerAgentId = :agent or n.sellerAgentId = :agent)
          and n.status in :states and (:strategy is null or n.negotiationStrategy = :strategy) and n.id < :below
        order by n.id desc\
        """)
    List<Negotiation> find(
            boolean all,
            String me,
            @Nullable String agent,
            Collection<Status> states,
            @Nullable Strategy strategy,
            UUID below,
            Limit limit);

    @Query("select n.id from Negotiation n where n.requestId = :request and n.status in (PENDING, COUNTERED)")
    Optional<UUID> findOpen(UUID request);

    @Query("""
        select n.id from Negotiation n where n.status in (PENDING, COUNTERED) and n.expiresAt <= :now order by n.id limit 200\
        """)
    List<UUID> due(Instant now);

    /** One that the caller takes part in, or any for an administrator. */
    default Negotiation require(Caller caller, UUID id) {
        return findById(id)
                .filter(one -> caller.isAdmin() || isOf(one, caller))
                .orElseThrow(() -> new NotFound("NEGOTIATION_NOT_FOUND", "you take part in no such negotiation"));
    }

    private static boolean isOf(Negotiation one, Caller caller) {
        return one.buyerAgentId.equals(caller.subject()) || one.sellerAgentId.equals(caller.subject());
    }
}
