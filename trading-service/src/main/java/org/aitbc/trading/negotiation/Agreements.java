package org.aitbc.trading.negotiation;

import java.time.Instant;
import java.util.*;
import org.aitbc.starter.jpa.Store;
import org.springframework.data.jpa.repository.*;

interface Agreements extends Store<Agreement> {

    @Query("select a.id from Agreement a where a.closedAt is null and a.dueAt <= :now order by a.dueAt limit 200")
    List<UUID> due(Instant now);

    /** Bookings that the market says have ended. */
    @Modifying
    @Query("update Agreement a set a.dueAt = :now where a.id in :ids and a.closedAt is null and a.dueAt > :now")
    void look(Collection<UUID> ids, Instant now);
}
