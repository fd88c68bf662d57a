package org.aitbc.market.performance;

import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.sweep.Sweep;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** {@code marketplace.scaling_policy} and {@code marketplace.utilization_sample}. */
@Component
class Scaling {

    private final JdbcClient jdbc;
    private final Cluster cluster;
    private final PerformanceSettings settings;

    Scaling(JdbcClient jdbc, Cluster cluster, PerformanceSettings settings) {
        this.jdbc = jdbc;
        this.cluster = cluster;
        this.settings = settings;
    }

    ScalingPolicy policy() {
        return jdbc.sql("select * from marketplace.scaling_policy")
                .query(ScalingPolicy.class)
                .single();
    }

    /** @throws Invalid when with what stays it makes no policy */
    void update(Caller caller, ScalingPolicyUpdate update) {
        int updated = jdbc.sql("""
                        update marketplace.scaling_policy p
                        set min_nodes = n.min_nodes, max_nodes = n.max_nodes, target_utilization = n.target,
                          scale_up_threshold = n.threshold, predictive_scaling = coalesce(:predictive, predictive_scaling),
                          updated_by = :caller, updated_at = now()
                        from (select coalesce(:min, min_nodes) as min_nodes, coalesce(:max, max_nodes) as max_nodes,
                                     coalesce(:target, target_utilization) as target, coalesce(:threshold, scale_up_threshold) as threshold
                              from marketplace.scaling_policy) n
                        where n.min_nodes <= n.max_nodes and n.target <= n.threshold""")
                .param("min", update.minNodes())
                .param("max", update.maxNodes())
                .param("target", update.targetUtilization())
                .param("threshold", update.scaleUpThreshold())
                .param("predictive", update.predictiveScaling())
                .param("caller", caller.subject())
                .update();
        if (updated == 0) {
            throw new Invalid(
                    "VALIDATION_ERROR",
                    "min_nodes: must not be above max_nodes, nor target_utilization above scale_up_threshold");
        }
    }

    /**
     * The share that will be in use in the hour to come, on average: a straight line through the samples of the last hour
     * (least squares), half an hour ahead. Null where there are fewer than ten.
     */
    @Nullable
    Double expected() {
        return jdbc
                .sql("""
                        select regr_intercept(utilization, minutes) + 30 * regr_slope(utilization, minutes) as expected
                        from (select utilization, extract(epoch from at - now()) / 60 as minutes
                              from marketplace.utilization_sample where at > now() - interval '1 hour') samples
                        having count(*) >= 10""")
                .query((row, _) -> Figures.rounded(Math.clamp(row.getDouble("expected"), 0, 1)))
                .list()
                .stream()
                .findFirst()
                .orElse(null);
    }

    @Scheduled(fixedDelayString = "${aitbc.market.performance.look:60s}")
    void sweep() {
        Sweep.run("samples of utilisation", this::sample);
    }

    private void sample() {
        Cluster.Workers now = cluster.workers();
        Double utilization = now.utilization();
        if (utilization != null) {
            jdbc.sql("""
                            insert into marketplace.utilization_sample (at, nodes, utilization)
                            values (date_trunc('minute', now()), ?, ?) on conflict do nothing""").params(now.active(), utilization).update();
        }
        jdbc.sql("delete from marketplace.utilization_sample where at < now() - make_interval(secs => ?)")
                .param(settings.samples().toSeconds())
                .update();
    }
}
