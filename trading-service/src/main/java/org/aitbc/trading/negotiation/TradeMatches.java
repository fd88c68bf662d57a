package org.aitbc.trading.negotiation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.starter.jpa.Store;
import org.aitbc.trading.negotiation.TradeRequest.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.*;

interface TradeMatches extends Store<TradeMatch> {

    @Query("""
        select m from TradeMatch m
        where (:all = true or m.buyerAgentId = :me or m.sellerAgentId = :me)
          and (:agent is null or m.buyerAgentId = :agent or m.sellerAgentId = :agent)
          and (:score is null or m.score.matchScore >= :score) and (:status is null or m.status = :status) and m.id < :below
        order by m.id desc\
        """)
    List<TradeMatch> find(
            boolean all,
            String me,
            @Nullable String agent,
            @Nullable BigDecimal score,
            @Nullable Status status,
            UUID below,
            Limit limit);

    @Query("""
        select m from TradeMatch m
        where m.requestId = :request and (:all = true or m.buyerAgentId = :me or m.sellerAgentId = :me)
        order by m.score.matchScore desc, m.id\
        """)
    List<TradeMatch> findOf(UUID request, boolean all, String me);

    @Modifying
    @Query("delete from TradeMatch m where m.requestId = :request and m.status = MATCHING")
    void replace(UUID request);

    @Modifying
    @Query("update TradeMatch m set m.status = CANCELLED where m.requestId = :request and m.status in (MATCHING,"
            + " NEGOTIATING)")
    void close(UUID request);

    @Modifying
    @Query("update TradeMatch m set m.status = CANCELLED where m.status = MATCHING and m.expiresAt <= :now")
    void expire(Instant now);
}
