package org.aitbc.market.bounty;

import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.market.bounty.Bounty.*;
import org.aitbc.starter.jpa.*;
import org.aitbc.starter.paging.PageNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Query;

interface Bounties extends Store<Bounty> {

    /** @param query in title, description or a tag, in any case */
    record Filter(
            @Nullable Status status,
            @Nullable Tier tier,
            @Nullable String creatorId,
            @Nullable String category,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 8)
            BigDecimal minReward,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 8)
            BigDecimal maxReward,

            @Nullable OffsetDateTime deadlineBefore,
            @Nullable OffsetDateTime deadlineAfter,
            @Nullable Boolean requiresZkProof,
            @Nullable List<String> tags,
            @Nullable String query) {}

    default List<Bounty> find(Filter filter, @Nullable String creator, PageNumber page) {
        Where<Bounty> where = new Where<Bounty>()
                .equal("status", filter.status)
                .equal("offer.tier", filter.tier)
                .equal("creatorId", creator)
                .equal("offer.category", filter.category)
                .atLeast("offer.rewardAmount", filter.minReward)
                .atMost("offer.rewardAmount", filter.maxReward)
                .atMost("offer.deadline", filter.deadlineBefore)
                .atLeast("offer.deadline", filter.deadlineAfter)
                .equal("offer.requiresZkProof", filter.requiresZkProof)
                .hasAny("offer.tags", filter.tags)
                .contains(filter.query, "offer.title", "offer.description", "offer.tags");
        return page(page, where);
    }

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
