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
 * @param attempt the fence: goes with every word about this job
 * @param leaseExpiresAt when it is taken back unless a heartbeat lists it
 * @param expiresAt the job's own end
 * @param fundedUntil until when the money that is held for it pays, where a budget bounds it
 */
public record AssignedJob(
        String jobId,
        RawJson payload,
        Constraints constraints,
        String leaseId,
        int attempt,
        Instant leaseExpiresAt,
        Instant expiresAt,
        @Nullable Instant fundedUntil) {

    public static AssignedJob of(Lease lease, Constraints constraints) {
        return new AssignedJob(
                Ids.text(lease.jobId()),
                new RawJson(lease.payload()),
                constraints,
                Ids.text(lease.id()),
                lease.attempt(),
                lease.until(),
                lease.expiresAt(),
                lease.fundedUntil());
    }
}
