package org.aitbc.governance.council;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.governance.council.Allocation.State;
import org.aitbc.starter.jpa.Store;
import org.springframework.data.jpa.repository.Query;

interface Allocations extends Store<Allocation> {

    @Query("""
        select a from Allocation a where a.councilId = :council and a.amount = :amount and a.purpose = :purpose
          and a.recipient = :recipient and a.state <> REFUSED\
        """)
    Optional<Allocation> find(UUID council, BigDecimal amount, String purpose, String recipient);

    @Query("select a.id from Allocation a where a.state = :state and a.proposedAt < :before order by a.id limit 200")
    List<UUID> due(State state, Instant before);
}
