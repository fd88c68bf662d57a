package org.aitbc.trading.compute;

import java.time.Instant;
import java.util.*;
import org.aitbc.starter.jpa.Store;
import org.springframework.data.jpa.repository.Query;

interface ComputeFills extends Store<ComputeFill> {

    /** Those that take time of the GPUs of as many asks, the best but for some, by their owners or others. */
    @Query("""
        select f from ComputeFill f
        where f.endsAt > :now and f.gpuId in (select o.terms.gpuId from ComputeOrder o
          where o.terms.gpuClass = :gpuClass and o.terms.side = ASK and o.status = OPEN
          order by o.terms.pricePerHour, o.place limit :asks offset :skipped)\
        """)
    List<ComputeFill> ahead(String gpuClass, int skipped, int asks, Instant now);

    @Query("select f from ComputeFill f where f.bidId = :order or f.askId = :order order by f.id desc limit 100")
    List<ComputeFill> of(UUID order);

    /** Of the ask's block before this time. */
    @Query(
            "select f.status from ComputeFill f where f.askId = :ask and f.startsAt < :time order by f.startsAt desc limit 1")
    Optional<ComputeFill.Status> statusBefore(UUID ask, Instant time);

    /** Those of bookings that have begun, and would not be over. */
    @Query("select f from ComputeFill f where f.id in :ids and f.startsAt < :now and f.bookedUntil > :now")
    List<ComputeFill> running(Collection<UUID> ids, Instant now);

    /** Those whose time has come, once the block before them is over: it may have begun late. */
    @Query("""
        select f.id from ComputeFill f
        where f.status = DELIVERING and f.startsAt <= :now
          and not exists (select b.id from ComputeFill b where b.gpuId = f.gpuId and b.bookedUntil > :now)
        order by f.startsAt limit 200\
        """)
    List<UUID> due(Instant now);
}
