package org.aitbc.market.bounty;

import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.aitbc.market.bounty.Submission.Verdict;
import org.aitbc.starter.jpa.Store;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.*;

interface Submissions extends Store<Submission> {

    boolean existsByBountyIdAndSubmitter(UUID bounty, String submitter);

    @Query("""
        select count(*) > 0 from Submission s
        where s.bountyId = :bounty and s.status = REJECTED and not s.disputeResolved and s.judgedAt > :judgedAfter\
        """)
    boolean isRejectionDisputable(UUID bounty, Instant judgedAfter);

    List<Submission> findByBountyIdOrderById(UUID bounty, Pageable page);

    @Query("select s from Submission s where s.submitter = :submitter and (:status is null or s.status = :status)")
    List<Submission> findBySubmitter(String submitter, @Nullable Verdict status, Pageable page);

    /** The first of those that claim to be good and fast enough to win without a judgement. */
    @Query("""
        select s from Submission s join Bounty b on b.id = s.bountyId
        where b.id = :bounty and s.status = PENDING
          and s.claim.accuracy >= greatest(b.offer.autoVerifyThreshold, b.offer.minAccuracy)
          and (b.offer.maxResponseTime is null or coalesce(s.claim.responseTime, 0) <= b.offer.maxResponseTime)
        order by s.id limit 1\
        """)
    Optional<Submission> findUnjudged(UUID bounty);

    /** Gives those who could dispute another judgement of the bounty when this dispute began the whole time again. */
    @Modifying
    @Query("""
        update Submission o set o.judgedAt = :now
        where o.bountyId = :bounty and o.id <> :decided and o.status in (VERIFIED, REJECTED)
          and not o.disputeResolved and o.judgedAt > :disputableSince\
        """)
    void restartDisputeTime(UUID bounty, UUID decided, Instant disputableSince, Instant now);

    default Submission require(UUID bounty, UUID id) {
        return findById(id)
                .filter(one -> one.bountyId.equals(bounty))
                .orElseThrow(() -> new NotFound("SUBMISSION_NOT_FOUND", "this bounty has no such submission"));
    }
}
