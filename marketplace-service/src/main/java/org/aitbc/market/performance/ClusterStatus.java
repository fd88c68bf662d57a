package org.aitbc.market.performance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param clusterHealth {@code healthy} where all workers of the last day are online, {@code degraded} where some are,
 *     {@code down} where none is
 */
record ClusterStatus(
        String clusterHealth, ClusterNodes nodes, ClusterTasks tasks, ClusterLoad performance, Instant timestamp) {

    /** Workers that were heard of in the last day. */
    record ClusterNodes(int total, int active, int withGpu, int registered) {}

    /** Jobs; those that ended are of all time. */
    record ClusterTasks(long pending, long processing, long completed, long failed, long canceled, long expired) {}

    /**
     * @param utilizationPercent of the jobs that the workers online take at once
     * @param cacheSize readings that this instance keeps
     */
    record ClusterLoad(@Nullable Double utilizationPercent, long cacheSize) {}

    static ClusterStatus of(Cluster.Workers now, Cluster.Ended ended, long cacheSize) {
        return new ClusterStatus(
                now.active() == 0 ? "down" : now.active() < now.total() ? "degraded" : "healthy",
                new ClusterNodes(now.total(), now.active(), now.withGpu(), now.registered()),
                new ClusterTasks(
                        now.pending(),
                        now.processing(),
                        ended.completed(),
                        ended.failed(),
                        ended.canceled(),
                        ended.expired()),
                new ClusterLoad(now.utilization() == null ? null : Figures.rounded(100 * now.utilization()), cacheSize),
                now.at());
    }
}
