package org.aitbc.trading.negotiation;

import jakarta.persistence.criteria.*;
import java.time.Instant;
import java.util.*;
import org.aitbc.starter.jpa.Store;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.Query;

interface TradeRequests extends Store<TradeRequest> {

    /** The requests of a buyer, and those that a seller is matched to; without a name all requests. */
    static Specification<TradeRequest> seenBy(@Nullable String agent) {
        return (request, query, sql) -> {
            if (agent == null) {
                return sql.conjunction();
            }
            Subquery<UUID> matched = Objects.requireNonNull(query).subquery(UUID.class);
            Root<TradeMatch> match = matched.from(TradeMatch.class);
            matched.select(match.get("requestId")).where(sql.equal(match.get("sellerAgentId"), agent));
            return sql.or(
                    sql.equal(request.get("wanted").get("buyerAgentId"), agent),
                    request.get("id").in(matched));
        };
    }

    @Query(
            "select r.id from TradeRequest r where r.status in (OPEN, MATCHING) and r.expiry <= :now order by r.id limit 200")
    List<UUID> due(Instant now);
}
