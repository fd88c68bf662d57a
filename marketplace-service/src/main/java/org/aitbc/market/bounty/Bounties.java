package org.aitbc.market.bounty;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.starter.jpa.Store;
import org.springframework.data.jpa.repository.Query;

interface Bounties extends Store<Bounty> {

    /** Unsettled ones that time brings on: not judged in time, or won and not to be disputed any more. */
    @Query("""
        select b.id from Bounty b left join Submission w on w.id = b.winningSubmissionId
        where b.settledAt is null
          and (b.status = ACTIVE and b.offer.deadline < :unjudgedSince
            and not exists (select r.id from Submission r
                            where r.bountyId = b.id and r.status = REJECTED and not r.disputeResolved
                              and r.judgedAt > :undisputedSince)
            or b.status = COMPLETED and w.judgedAt <= :undisputedSince)
        order by b.offer.deadline limit 200\
        """)
    List<UUID> due(Instant unjudgedSince, Instant undisputedSince);
}
