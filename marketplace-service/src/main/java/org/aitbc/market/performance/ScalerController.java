package org.aitbc.market.performance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.performance.ScalingPolicy.Recommendation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/performance/scaler")
@Tag(name = "performance")
class ScalerController {

    private final Scaling scaling;
    private final Cluster cluster;

    ScalerController(Scaling scaling, Cluster cluster) {
        this.scaling = scaling;
        this.cluster = cluster;
    }

    /**
     * @param currentNodes workers that are online
     * @param utilization the share of what they can do at once that they do
     * @param lastAction {@code policy_changed}, or null where nobody has done anything; machines are never started
     */
    record ScalerView(
            String status,
            CurrentNodes currentNodes,
            @Nullable Double utilization,
            ScalingPolicy policy,
            Recommendation recommendation,
            @Nullable String lastAction,
            Prediction prediction) {}

    record CurrentNodes(int total, int cpuNodes, int gpuNodes) {}

    /** @param nextHourUtilizationEstimate a share; null where too little was measured in the last hour */
    record Prediction(@Nullable Double nextHourUtilizationEstimate) {}

    @GetMapping("/status")
    @Operation(
            summary = "How many workers the policy recommends",
            description = "It recommends only: the suite starts and stops no machines. As many are recommended as would"
                    + " bring the utilisation to the target, once it is above the threshold. What is expected is a straight"
                    + " line through the samples of the last hour (least squares, one a minute), half an hour ahead.")
    ScalerView status() {
        Cluster.Workers now = cluster.workers();
        ScalingPolicy policy = scaling.policy();
        Double expected = scaling.expected();
        return new ScalerView(
                "advising",
                new CurrentNodes(now.active(), now.active() - now.activeWithGpu(), now.activeWithGpu()),
                now.utilization(),
                policy,
                policy.recommend(now.active(), now.utilization(), expected),
                policy.updatedAt() == null ? null : "policy_changed",
                new Prediction(expected));
    }

    @PostMapping("/policy")
    @Operation(summary = "Change the policy; what is not said stays")
    Acknowledgement change(Caller caller, @Valid @RequestBody ScalingPolicyUpdate body) {
        scaling.update(caller, body);
        return Acknowledgement.of("the policy was changed");
    }
}
