package org.aitbc.governance.proposal;

import java.time.Instant;
import java.util.*;
import org.aitbc.governance.proposal.Payload.Category;
import org.aitbc.governance.proposal.Proposal.State;
import org.aitbc.starter.jpa.*;
import org.aitbc.starter.paging.*;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Query;

interface Proposals extends Store<Proposal> {

    record Filter(
            @Nullable State state,
            @Nullable Category category,
            @Nullable String proposerId,
            @Nullable UUID councilId) {}

    default Slice<Proposal> find(Filter filter, Page page) {
        return page(
                page,
                new Where<Proposal>()
                        .equal("state", filter.state)
                        .equal("category", filter.category)
                        .equal("proposerId", filter.proposerId)
                        .equal("councilId", filter.councilId));
    }

    @Query("""
        select count(*) from Proposal p where p.proposerId = :proposer
          and (p.state in (PENDING, ACTIVE, QUEUED) or p.state = SUCCEEDED and p.category = FUNDING)\
        """)
    long countOpen(String proposer);

    /** Those that time brings on. Signals and other successes without an execution stay as they are. */
    @Query("""
        select p.id from Proposal p
        where (p.retryAt is null or p.retryAt <= :now)
          and (p.state = PENDING and p.votingStarts <= :now or p.state = ACTIVE and p.votingEnds <= :now
            or p.state = SUCCEEDED and p.category = FUNDING or p.state = QUEUED and p.eta <= :now
            or p.money in (PAYING, RETURNING))
        order by p.votingStarts limit 200\
        """)
    List<UUID> due(Instant now);
}
