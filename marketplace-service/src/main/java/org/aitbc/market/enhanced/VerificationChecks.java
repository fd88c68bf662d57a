package org.aitbc.market.enhanced;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a verification found. What cannot be checked here says so, and counts neither way. */
record VerificationChecks(
        VerificationCheck quality,
        VerificationCheck performance,
        VerificationCheck security,
        VerificationCheck compliance) {

    private static final String PASSED = "passed";
    private static final String FAILED = "failed";
    private static final String UNAVAILABLE = "unavailable";

    /**
     * @param score 0 to 1, or null where nothing was measured
     * @param status {@code passed}, {@code failed}, {@code unavailable}, {@code pending} or {@code not_asked}
     */
    record VerificationCheck(@Nullable Double score, String status, String detail) {

        static VerificationCheck of(boolean passed, double score, String detail) {
            return new VerificationCheck(score, passed ? PASSED : FAILED, detail);
        }

        static VerificationCheck unavailable(String why) {
            return new VerificationCheck(null, UNAVAILABLE, why);
        }

        /** The most that is aimed at is 1, however fast it was. */
        static VerificationCheck within(Duration limit, Duration took) {
            double score = Math.min(1, (double) limit.toMillis() / Math.max(1, took.toMillis()));
            return of(took.compareTo(limit) <= 0, score, "the job took " + took.toMillis() + " ms");
        }
    }

    /** @param status the same for all of them */
    static VerificationChecks all(String status, String detail) {
        VerificationCheck one = new VerificationCheck(null, status, detail);
        return new VerificationChecks(one, one, one, one);
    }

    /** Only those that this type of verification asks for. */
    VerificationChecks only(String type) {
        VerificationCheck other = new VerificationCheck(null, "not_asked", "not part of a verification of " + type);
        return switch (type) {
            case "performance" -> new VerificationChecks(quality, performance, other, other);
            case "security" -> new VerificationChecks(other, other, security, other);
            default -> this;
        };
    }

    /** Failed where one has failed, passed where one has passed, or else unavailable. */
    String overall() {
        List<String> all = List.of(quality.status(), performance.status(), security.status(), compliance.status());
        return all.contains(FAILED) ? FAILED : all.contains(PASSED) ? PASSED : UNAVAILABLE;
    }
}
