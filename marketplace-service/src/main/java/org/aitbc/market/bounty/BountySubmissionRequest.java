package org.aitbc.market.bounty;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * @param bountyId as in the path, where said
 * @param zkProof shown to the creator; the suite checks no proofs
 * @param performanceHash the submitter's commitment to what was measured
 * @param accuracy percent, claimed
 * @param responseTime milliseconds, claimed
 * @param energyEfficiency percent, claimed
 */
record BountySubmissionRequest(
        @Nullable UUID bountyId,
        @Nullable ObjectNode zkProof,
        @NotNull @Size(min = 1, max = 256) String performanceHash,

        @NotNull @Min(0) @Max(100) @Digits(integer = 3, fraction = 4)
        BigDecimal accuracy,

        @Nullable @Positive Integer responseTime,

        @Nullable @Positive @Digits(integer = 20, fraction = 8)
        BigDecimal computePower,

        @Nullable @Min(0) @Max(100) @Digits(integer = 3, fraction = 4)
        BigDecimal energyEfficiency,

        @Nullable ObjectNode submissionData,
        @Nullable ObjectNode testResults) {}
