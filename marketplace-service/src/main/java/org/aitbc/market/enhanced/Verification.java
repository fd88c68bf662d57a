package org.aitbc.market.enhanced;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verification as it is answered.
 *
 * @param status {@code pending} until the job has ended
 * @param minerId the seller's worker that the job runs on
 */
record Verification(
        String verificationId,
        String offerId,
        String verificationType,
        String status,
        VerificationChecks checks,
        String minerId,
        @Nullable String jobId,
        Instant createdAt,
        @Nullable Instant concludedAt) {}
