package org.aitbc.market.bounty;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * @param rewardAmount AITBC; at least the tier's minimum
 * @param minAccuracy percent that a winning submission claims at least, 90 where not said
 * @param maxResponseTime milliseconds that a submission may claim at most
 * @param requiresZkProof whether submissions have to bring a proof, true where not said; the creator checks it, the suite
 *     does not
 * @param autoVerifyThreshold percent, 95 where not said: a submission that claims as much and that the creator has not
 *     judged a day after the deadline wins, the first of them
 */
record BountyCreateRequest(
        @NotNull @Size(min = 1, max = 200) String title,
        @NotNull @Size(min = 10, max = 5000) String description,

        @NotNull @Positive @Digits(integer = 15, fraction = 8)
        BigDecimal rewardAmount,

        @Nullable BountyTier tier,
        @Nullable ObjectNode performanceCriteria,

        @Nullable @Min(0) @Max(100) @Digits(integer = 3, fraction = 4)
        BigDecimal minAccuracy,

        @Nullable @Positive Integer maxResponseTime,
        @NotNull OffsetDateTime deadline,
        @Nullable @Min(1) @Max(1000) Integer maxSubmissions,
        @Nullable Boolean requiresZkProof,

        @Nullable @Min(0) @Max(100) @Digits(integer = 3, fraction = 4)
        BigDecimal autoVerifyThreshold,

        @Nullable @Size(max = 20) List<@NotNull @Size(min = 1, max = 50) String> tags,
        @Nullable @Size(max = 100) String category,
        @Nullable @Size(max = 50) String difficulty) {

    BountyTier tierOrBronze() {
        return tier == null ? BountyTier.BRONZE : tier;
    }

    BigDecimal leastAccuracy() {
        return Objects.requireNonNullElseGet(minAccuracy, () -> BigDecimal.valueOf(90));
    }

    BigDecimal autoThreshold() {
        return Objects.requireNonNullElseGet(autoVerifyThreshold, () -> BigDecimal.valueOf(95));
    }

    int mostSubmissions() {
        return maxSubmissions == null ? 100 : maxSubmissions;
    }

    boolean needsProof() {
        return requiresZkProof == null || requiresZkProof;
    }

    String criteria() {
        return OpenJson.text("performance_criteria", performanceCriteria);
    }

    String[] distinctTags() {
        return tags == null ? new String[0] : tags.stream().distinct().toArray(String[]::new);
    }
}
