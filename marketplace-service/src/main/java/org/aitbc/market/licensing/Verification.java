package org.aitbc.market.licensing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.*;
import java.util.*;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether an offer keeps what it promises. An offer has one running verification of each type at a time.
 *
 * @param status {@code pending} until the job has ended
 * @param minerId the seller's worker that the job runs on
 */
record Verification(
        UUID verificationId,
        UUID offerId,
        String verificationType,
        String status,
        VerificationChecks checks,
        String minerId,
        @Nullable UUID jobId,
        Instant createdAt,
        @Nullable Instant concludedAt,
        @JsonIgnore String askedBy) {

    Verification {
        checks = Objects.requireNonNullElseGet(
                checks, () -> VerificationChecks.all("pending", "the job has not ended yet"));
    }

    @JsonIgnore
    boolean isPending() {
        return status.equals("pending");
    }

    /** What cannot be checked is {@code unavailable}, and counts neither way. */
    record VerificationChecks(
            VerificationCheck quality,
            VerificationCheck performance,
            VerificationCheck security,
            VerificationCheck compliance) {

        /** @param status the same of all checks */
        static VerificationChecks all(String status, String detail) {
            VerificationCheck one = new VerificationCheck(null, status, detail);
            return new VerificationChecks(one, one, one, one);
        }

        /** Only those that belong to this type of verification. */
        VerificationChecks only(String type) {
            VerificationCheck other = new VerificationCheck(null, "not_asked", "not part of a verification of " + type);
            return switch (type) {
                case "performance" -> new VerificationChecks(quality, performance, other, other);
                case "security" -> new VerificationChecks(other, other, security, other);
                default -> this;
            };
        }

        /** {@code failed} where one has failed, or {@code passed} where one has passed, or {@code unavailable}. */
        String overall() {
            List<String> all = Stream.of(quality, performance, security, compliance)
                    .map(VerificationCheck::status)
                    .toList();
            return Stream.of("failed", "passed")
                    .filter(all::contains)
                    .findFirst()
                    .orElse("unavailable");
        }
    }

    /**
     * @param score 0 to 1; null where nothing was measured
     * @param status {@code passed}, {@code failed}, {@code unavailable}, {@code pending} or {@code not_asked}
     */
    record VerificationCheck(@Nullable Double score, String status, String detail) {

        static VerificationCheck of(boolean passed, double score, String detail) {
            return new VerificationCheck(score, passed ? "passed" : "failed", detail);
        }

        static VerificationCheck unavailable(String why) {
            return new VerificationCheck(null, "unavailable", why);
        }

        static VerificationCheck within(Duration limit, Duration took) {
            double score = Math.min(1, (double) limit.toMillis() / Math.max(1, took.toMillis()));
            return of(took.compareTo(limit) <= 0, score, "the job took " + took.toMillis() + " ms");
        }
    }
}
