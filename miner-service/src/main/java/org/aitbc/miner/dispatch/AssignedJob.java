package org.aitbc.miner.dispatch;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.json.RawJson;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement;
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
 * @param pays what it brings once it is completed; null where nothing is held for it
 * @param checkpoint what an earlier attempt has saved, to go on from
 * @param gpuSlot which of the miner's GPUs its client has booked
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

        @Schema(description = "Null where no money is held for it") @Nullable
        Pay pays,

        @Nullable Checkpoint checkpoint,

        @Schema(
                description =
                        "Which of the miner's reported GPUs, from 0, the job's client has booked; null without a booking")
        @Nullable
        Integer gpuSlot) {

    /** @param share of the work that is done */
    record Checkpoint(double share, @Nullable RawJson data) {}

    /**
     * Before the network's fee. Either is there.
     *
     * @param amount the fixed price
     * @param unitPrice per GPU second
     */
    record Pay(@Nullable BigDecimal amount, @Nullable BigDecimal unitPrice, String currency) {

        static @Nullable Pay of(Lease lease, Requirement requirement, Capabilities miner) {
            if (requirement.pay() == null && lease.budget() == null) {
                return null;
            }
            return new Pay(
                    lease.amount(), lease.amount() == null ? requirement.unitPrice(miner) : null, lease.currency());
        }
    }

    static AssignedJob of(
            Lease lease,
            String payload,
            Requirement requirement,
            Capabilities miner,
            @Nullable Checkpoint checkpoint,
            Map<UUID, Integer> bookedSlots) {
        UUID booking = requirement.constraints().bookingId();
        return new AssignedJob(
                Ids.text(lease.jobId()),
                new RawJson(payload),
                requirement.constraints().without(null, null),
                Ids.text(lease.id()),
                lease.attempt(),
                lease.until(),
                lease.expiresAt(),
                lease.fundedUntil(),
                Pay.of(lease, requirement, miner),
                checkpoint,
                booking == null ? null : bookedSlots.get(booking));
    }
}
