package org.aitbc.miner.dispatch;

import java.time.Instant;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.json.RawJson;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.miner.lease.Lease;
import org.jspecify.annotations.Nullable;

/**
 * A job that its miner may run now.
 *
 * @param constraints as its client gave them, but for the miners and owners that it does not want
 * @param attempt the fence: goes with every word about this job
 * @param leaseExpiresAt when it is taken back unless a heartbeat lists it
 * @param expiresAt the job's own end
 * @param fundedUntil until when the money that is held for it pays, where a budget bounds it
 * @param checkpoint what an earlier attempt has saved, to go on from
 */
public record AssignedJob(
        String jobId,
        RawJson payload,
        Constraints constraints,
        String leaseId,
        int attempt,
        Instant leaseExpiresAt,
        Instant expiresAt,
        @Nullable Instant fundedUntil,
        @Nullable Checkpoint checkpoint) {

    /** @param share of the work that is done */
    record Checkpoint(double share, @Nullable RawJson data) {}

    static AssignedJob of(Lease lease, String payload, Constraints constraints, @Nullable Checkpoint checkpoint) {
        return new AssignedJob(
                Ids.text(lease.jobId()),
                new RawJson(payload),
                constraints.without(null, null),
                Ids.text(lease.id()),
                lease.attempt(),
                lease.until(),
                lease.expiresAt(),
                lease.fundedUntil(),
                checkpoint);
    }
}
