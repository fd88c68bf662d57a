package org.aitbc.miner.heartbeat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life as it is written; null members leave what was there.
 *
 * @param details the metadata and what else was said, as JSON text
 * @param listed whether the miner itself says which leases go on. Otherwise it may not know of all of them, since an answer was
 *     lost: none is shortened, and none goes on for longer than a silent miner may have it
 */
record Beat(
        String minerId,
        @Nullable String status,
        @Nullable Integer inflight,
        @Nullable String details,
        boolean listed,
        List<Renewal> renewals) {

    /**
     * A lease that goes on.
     *
     * @param leaseId null for a legacy worker, whose lease is bound to its id alone
     * @param share of the work that is saved elsewhere, or null where no checkpoint was said
     * @param data what another worker can go on from, as JSON text
     */
    record Renewal(
            UUID jobId,
            @Nullable UUID leaseId,
            @Nullable Integer attempt,
            @Nullable Double progress,
            @Nullable String note,
            @Nullable Float share,
            @Nullable String data) {

        long weight() {
            return 128L + (data == null ? 0 : data.length());
        }
    }

    /**
     * What became of it.
     *
     * @param known whether the miner is registered
     * @param renewed the jobs whose leases still hold
     */
    record Written(boolean known, Set<UUID> renewed) {}

    long weight() {
        return 128L
                + (details == null ? 0 : details.length())
                + renewals.stream().mapToLong(Renewal::weight).sum();
    }

    static Beat seen(String minerId) {
        return new Beat(minerId, null, null, null, false, List.of());
    }
}
