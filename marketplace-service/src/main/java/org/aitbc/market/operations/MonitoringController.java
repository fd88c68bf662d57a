package org.aitbc.market.operations;

import static org.aitbc.market.operations.PerformanceStats.mean;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.time.Instant;
import java.util.*;
import java.util.stream.Stream;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.operations.PerformanceStats.*;
import org.aitbc.market.operations.RequestMeter.ApiMetrics;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/marketplace/performance")
@Tag(name = "performance")
record MonitoringController(PerformanceStats stats, RequestMeter requests, JdbcClient jdbc) {

    /**
     * @param activeJobs number of jobs that run
     * @param metrics of all GPUs
     * @param devices a part of the list; the metrics cover all of it
     */
    record GpuStatus(Instant timestamp, long activeJobs, GpuMetrics metrics, List<GpuDevice> devices) {}

    /**
     * Means over the GPUs that report the figure; the energy efficiency is percent of utilization per watt.
     *
     * @param overallUtilizationPct percent
     * @param computeUtilizationPct percent
     * @param memoryUtilizationPct percent
     * @param energyEfficiencyScore percent of utilization per watt
     * @param jobsProcessedTotal jobs that were completed since the suite was installed
     */
    record GpuMetrics(
            @Nullable Double overallUtilizationPct,
            @Nullable Double computeUtilizationPct,
            @Nullable Double memoryUtilizationPct,
            @Nullable Double energyEfficiencyScore,
            long jobsProcessedTotal) {}

    /**
     * @param l1CacheSize entries in the caches of the instance that answers
     * @param namespacesTracked number of namespaces
     */
    record CacheStatus(String status, long l1CacheSize, int namespacesTracked) {}

    /**
     * @param status {@code warning} with alerts, otherwise {@code ok}
     * @param currentMetrics what was measured
     * @param alerts values above their thresholds
     */
    record Dashboard(String status, Instant timestamp, CurrentMetrics currentMetrics, List<Alert> alerts) {}

    /**
     * @param api of the instance that answers
     * @param trading of the whole market
     * @param network of the workers
     */
    record CurrentMetrics(ApiMetrics api, TradingMetrics trading, NetworkMetrics network) {}

    /**
     * @param activeProviders owners of listed GPUs whose worker is online
     * @param gpuUtilizationPct mean of the GPUs whose workers report it
     * @param bandwidthMbps null: it is not measured
     */
    record NetworkMetrics(
            long activeProviders,
            @Nullable Double gpuUtilizationPct,
            @Nullable Double bandwidthMbps) {}

    /**
     * A value above its threshold.
     *
     * @param name of the value
     * @param value as measured
     * @param threshold above which it is an alert
     */
    record Alert(String name, double value, double threshold) {}

    /**
     * @param currentNodes workers that are online
     * @param policy what is aimed at
     * @param lastAction policy_changed; null where it never was
     * @param prediction what is expected
     */
    record ScalerStatus(
            String status,
            CurrentNodes currentNodes,
            ScalingPolicy policy,
            @Nullable String lastAction,
            Prediction prediction) {}

    /**
     * Workers that are online.
     *
     * @param cpuNodes without a GPU
     * @param gpuNodes with a GPU
     */
    record CurrentNodes(int total, int cpuNodes, int gpuNodes) {}

    /** @param targetUtilization a share of the jobs that the workers can run at once, as the threshold */
    record ScalingPolicy(
            int minNodes,
            int maxNodes,
            double targetUtilization,
            double scaleUpThreshold,
            boolean predictiveScaling,
            @Nullable Instant updatedAt) {}

    /** @param nextHourUtilizationEstimate a share; null with too few samples of the last hour */
    record Prediction(@Nullable Double nextHourUtilizationEstimate) {}

    record ScalingPolicyUpdate(
            @Nullable @Min(0) @Max(100_000) Integer minNodes,
            @Nullable @Min(0) @Max(100_000) Integer maxNodes,
            @Nullable @Positive @DecimalMax("1") Double targetUtilization,
            @Nullable @Positive @DecimalMax("1") Double scaleUpThreshold,
            @Nullable Boolean predictiveScaling) {}

    @GetMapping("/gpu/status")
    @Operation(summary = "List the GPUs on the market with their load, as their workers report it")
    GpuStatus gpus(
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset) {
        List<GpuDevice> all = stats.devices.get();
        List<GpuDevice> metered = all.stream()
                .filter(one -> one.powerDrawW() != null && one.utilization() != null)
                .toList();
        Double utilization = mean(metered, GpuDevice::utilization);
        Double power = mean(metered, GpuDevice::powerDrawW);
        GpuMetrics metrics = new GpuMetrics(
                mean(all, GpuDevice::load),
                mean(all, GpuDevice::utilization),
                mean(all, GpuDevice::memoryUtilization),
                utilization == null || power == null ? null : PerformanceStats.share(utilization, power),
                stats.ended.get().completed());
        Workers workers = stats.workers.get();
        List<GpuDevice> part = all.stream().skip(offset).limit(limit).toList();
        return new GpuStatus(workers.at(), workers.processing(), metrics, part);
    }

    @GetMapping("/cache/stats")
    @Operation(summary = "Get the size of the statistics cache")
    CacheStatus cache() {
        return new CacheStatus("active", stats.size(), stats.namespaces().size());
    }

    @PostMapping("/cache/invalidate/{namespace}")
    @Operation(summary = "Clear a namespace of the statistics cache, in the instance that answers")
    Acknowledgement invalidate(@PathVariable String namespace) {
        stats.invalidate(namespace);
        return new Acknowledgement(true, namespace + " is cleared");
    }

    @GetMapping("/monitor/dashboard")
    @Operation(summary = "Get the market's current load, latencies and alerts")
    Dashboard dashboard() {
        ApiMetrics api = requests.now();
        Trade now = stats.trade.get();
        Double utilization = mean(stats.devices.get(), GpuDevice::utilization);
        List<Alert> alerts = Stream.of(
                        alert("latency_p95_ms", api.latencyP95Ms(), 1000),
                        alert("error_rate_pct", api.errorRatePct(), 5),
                        alert("gpu_utilization_pct", utilization, 90),
                        alert("matching_time_ms", now.trading().matchingTimeMs(), 60_000))
                .flatMap(Optional::stream)
                .toList();
        NetworkMetrics network = new NetworkMetrics(now.activeProviders(), utilization, null);
        CurrentMetrics metrics = new CurrentMetrics(api, now.trading(), network);
        return new Dashboard(alerts.isEmpty() ? "ok" : "warning", now.at(), metrics, alerts);
    }

    private static Optional<Alert> alert(String name, @Nullable Double value, double threshold) {
        return Optional.ofNullable(value).filter(one -> one > threshold).map(one -> new Alert(name, one, threshold));
    }

    @GetMapping("/scaler/status")
    @Operation(
            summary = "Get the scaling policy and the expected utilization",
            description = "The estimate is a straight line through the last hour's samples, half an hour ahead.")
    ScalerStatus scaler() {
        Workers now = stats.workers.get();
        int active = now.nodes().active();
        ScalingPolicy policy = jdbc.sql("select * from marketplace.scaling_policy")
                .query(ScalingPolicy.class)
                .single();
        Double expected = jdbc.sql("""
            select regr_intercept(utilization, minutes) + 30 * regr_slope(utilization, minutes) as expected
            from (select utilization, extract(epoch from at - now()) / 60 as minutes
                  from marketplace.utilization_sample where at > now() - interval '1 hour') samples
            having count(*) >= 10\
            """)
                .query(Double.class)
                .optional()
                .map(share -> PerformanceStats.rounded(Math.clamp(share, 0, 1)))
                .orElse(null);
        return new ScalerStatus(
                "advising",
                new CurrentNodes(active, active - now.activeWithGpu(), now.activeWithGpu()),
                policy,
                policy.updatedAt == null ? null : "policy_changed",
                new Prediction(expected));
    }

    @PostMapping("/scaler/policy")
    @Operation(summary = "Change the scaling policy", description = "Members that are left out keep their values.")
    Acknowledgement change(Caller caller, @Valid @RequestBody ScalingPolicyUpdate update) {
        int updated = jdbc.sql("""
            update marketplace.scaling_policy p
            set min_nodes = n.min_nodes, max_nodes = n.max_nodes, target_utilization = n.target,
              scale_up_threshold = n.threshold, predictive_scaling = coalesce(:predictiveScaling, predictive_scaling),
              updated_by = :caller, updated_at = now()
            from (select coalesce(:minNodes, min_nodes) as min_nodes, coalesce(:maxNodes, max_nodes) as max_nodes,
                    coalesce(:targetUtilization, target_utilization) as target, coalesce(:scaleUpThreshold, scale_up_threshold) as threshold
                  from marketplace.scaling_policy) n
            where n.min_nodes <= n.max_nodes and n.target <= n.threshold\
            """)
                .paramSource(update)
                .param("caller", caller.subject())
                .update();
        String wrong = "min_nodes: must not be above max_nodes, nor target_utilization above scale_up_threshold";
        Invalid.when(updated == 0, "VALIDATION_ERROR", wrong);
        return new Acknowledgement(true, "the policy is changed");
    }
}
