package org.aitbc.trading.negotiation;

import java.time.Instant;
import java.util.*;
import org.aitbc.starter.jpa.Store;
import org.aitbc.trading.negotiation.TradeRequest.*;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;

interface TradeRequests extends Store<TradeRequest> {

    /** @param me whose own they are, or who is matched to them; null for all */
    @Query("""
        select r from TradeRequest r
        where (:me is null or r.wanted.buyerAgentId = :me
            or exists (select m.id from TradeMatch m where m.requestId = r.id and m.sellerAgentId = :me))
          and (:agent is null or r.wanted.buyerAgentId = :agent) and (:type is null or r.wanted.tradeType = :type)
          and (:status is null or r.status = :status) and r.id < :below
        order by r.id desc\
        """)
    List<TradeRequest> find(
            @Nullable String me,
            @Nullable String agent,
            @Nullable TradeType type,
            @Nullable Status status,
            UUID below,
            Limit limit);

    @Query("select r.id from TradeRequest r where r.status in (OPEN, MATCHING) and r.expiry <= :now order"
            + " by r.id limit 200")
    List<UUID> due(Instant now);
}
