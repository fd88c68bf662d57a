package org.aitbc.trading.negotiation;

import java.time.Instant;
import java.util.UUID;
import org.aitbc.starter.jpa.Store;
import org.springframework.data.jpa.repository.*;

interface TradeMatches extends Store<TradeMatch> {

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
