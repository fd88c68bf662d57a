package org.aitbc.market.performance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many nodes there should be.
 *
 * @param targetUtilization the share of what they can do at once that nodes should do
 * @param scaleUpThreshold above which share more are recommended
 * @param predictiveScaling whether what is expected counts as what is
 */
record ScalingPolicy(
        int minNodes,
        int maxNodes,
        double targetUtilization,
        double scaleUpThreshold,
        boolean predictiveScaling,
        @Nullable Instant updatedAt) {

    /** @param action {@code scale_up}, {@code scale_down}, {@code hold}, or {@code unknown} where no node is online */
    record Recommendation(String action, int nodes) {}

    /** What to do with so many nodes, where so much of them is in use, and will be. */
    Recommendation recommend(int nodes, @Nullable Double utilization, @Nullable Double expected) {
        if (utilization == null) {
            return new Recommendation(minNodes > 0 ? "scale_up" : "unknown", minNodes);
        }
        double load = predictiveScaling && expected != null ? Math.max(utilization, expected) : utilization;
        int wanted = Math.clamp((long) Math.ceil(nodes * load / targetUtilization), minNodes, maxNodes);
        boolean tooBusy = load > scaleUpThreshold || nodes < minNodes;
        if (wanted > nodes && !tooBusy) {
            return new Recommendation("hold", nodes);
        }
        return new Recommendation(wanted > nodes ? "scale_up" : wanted < nodes ? "scale_down" : "hold", wanted);
    }
}
