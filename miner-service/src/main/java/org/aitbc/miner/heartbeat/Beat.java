package org.aitbc.miner.heartbeat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life as it is written; null members leave what was there.
 *
 * @param details the metadata and what else was said, as JSON text
 */
record Beat(
        String minerId,
        @Nullable String status,
        @Nullable Integer inflight,
        @Nullable String details,
        List<Renewal> renewals) {

    /** @param leaseId null for a legacy worker, whose lease is bound to its id alone */
    record Renewal(
            UUID jobId,
            @Nullable UUID leaseId,
            @Nullable Integer attempt,
            @Nullable Double progress,
            @Nullable String note) {}

    /**
     * What became of it.
     *
     * @param known whether the miner is registered
     * @param renewed the jobs whose leases still hold
     */
    record Written(boolean known, Set<UUID> renewed) {}

    long weight() {
        return (details == null ? 0 : details.length()) + 128L * (renewals.size() + 1);
    }

    static Beat seen(String minerId) {
        return new Beat(minerId, null, null, null, List.of());
    }
}
