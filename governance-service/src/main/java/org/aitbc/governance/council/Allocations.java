package org.aitbc.governance.council;

import java.time.Instant;
import java.util.*;
import org.aitbc.governance.council.Allocation.*;
import org.aitbc.starter.jpa.Store;
import org.springframework.data.jpa.repository.Query;

interface Allocations extends Store<Allocation> {

    Optional<Allocation> findByPayoutAndStateNot(Payout payout, State state);

    @Query("select a.id from Allocation a where a.state = :state and a.proposedAt < :before order by a.id limit 200")
    List<UUID> due(State state, Instant before);
}
