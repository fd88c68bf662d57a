package org.aitbc.market.performance;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/**
 * What is not said stays.
 *
 * @param targetUtilization a share above 0, not above the threshold
 */
record ScalingPolicyUpdate(
        @Nullable @Min(0) @Max(100_000) Integer minNodes,
        @Nullable @Min(0) @Max(100_000) Integer maxNodes,
        @Nullable @Positive @DecimalMax("1") Double targetUtilization,
        @Nullable @Positive @DecimalMax("1") Double scaleUpThreshold,
        @Nullable Boolean predictiveScaling) {}
