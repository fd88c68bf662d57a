package org.aitbc.trading.compute;

import java.time.Instant;
import java.util.*;
import org.aitbc.starter.jpa.Store;
import org.springframework.data.jpa.repository.*;

interface ComputeOrders extends Store<ComputeOrder> {

    /** The first to be matched first. */
    @Query("""
        select o from ComputeOrder o where o.terms.gpuClass = :gpuClass and o.terms.side = :side and o.status = OPEN
        order by case when o.terms.side = ASK then o.terms.pricePerHour else -o.terms.pricePerHour end, o.place
        limit :most offset :skipped\
        """)
    List<ComputeOrder> open(String gpuClass, ComputeOrder.Side side, int skipped, int most);

    @Query(
            "select count(o) from ComputeOrder o where o.owner = :owner and o.terms.gpuClass = :gpuClass and o.status = OPEN")
    int countOpen(String owner, String gpuClass);

    @Query(
            "select o.id from ComputeOrder o where o.status = OPEN and o.terms.notAfter <= :now order by o.terms.notAfter"
                    + " limit 200")
    List<UUID> due(Instant now);
}
