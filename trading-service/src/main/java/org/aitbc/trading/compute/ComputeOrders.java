package org.aitbc.trading.compute;

import java.time.Instant;
import java.util.*;
import org.aitbc.starter.jpa.Store;
import org.springframework.data.jpa.repository.*;

interface ComputeOrders extends Store<ComputeOrder> {

    @Query("select o from ComputeOrder o where o.terms.gpuClass = :gpuClass and o.status = OPEN")
    List<ComputeOrder> open(String gpuClass);

    @Query(
            "select count(o) from ComputeOrder o where o.owner = :owner and o.terms.gpuClass = :gpuClass and o.status = OPEN")
    int countOpen(String owner, String gpuClass);

    @Query(
            "select o.id from ComputeOrder o where o.status = OPEN and o.terms.notAfter <= :now order by o.terms.notAfter"
                    + " limit 200")
    List<UUID> due(Instant now);
}
