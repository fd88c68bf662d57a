package org.aitbc.trading.negotiation;

import java.time.Instant;
import java.util.*;
import org.aitbc.starter.jpa.Store;
import org.aitbc.trading.negotiation.TradeRequest.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.*;

interface Agreements extends Store<Agreement> {

    @Query("""
        select a from Agreement a
        where (:all = true or a.buyerAgentId = :me or a.sellerAgentId = :me) and (:status is null or a.status = :status)
          and a.id < :below
        order by a.id desc\
        """)
    List<Agreement> find(boolean all, String me, @Nullable Status status, UUID below, Limit limit);

    @Query("select a.id from Agreement a where a.closedAt is null and a.dueAt <= :now order by a.dueAt limit 200")
    List<UUID> due(Instant now);

    /** Bookings that the market says have ended. */
    @Modifying
    @Query("update Agreement a set a.dueAt = :now where a.id in :ids and a.closedAt is null and a.dueAt > :now")
    void look(Collection<UUID> ids, Instant now);
}
