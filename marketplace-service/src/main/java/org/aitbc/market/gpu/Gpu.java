package org.aitbc.market.gpu;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A GPU on the market.
 *
 * @param owner the principal who is paid for it
 * @param minerId the worker it is in, or null where nobody said
 * @param slot which of that worker's GPUs it is, from 0
 * @param memoryGb GiB
 * @param minHours the least and the most that can be booked at once
 * @param models what may be run on it; empty where it takes everything
 * @param interruptible whether it may be booked by a bid that a higher one ends
 * @param sla percent of booked time that the owner promises, or null
 * @param offered whether the owner lets it be booked now
 */
public record Gpu(
        UUID id,
        String owner,
        @Nullable String minerId,
        int slot,
        String model,
        BigDecimal memoryGb,
        @Nullable String cudaVersion,
        @Nullable String region,
        BigDecimal pricePerHour,
        Currency currency,
        BigDecimal minHours,
        BigDecimal maxHours,
        List<String> models,
        boolean interruptible,
        @Nullable BigDecimal sla,
        boolean offered,
        boolean listedByWorker,
        Instant createdAt,
        @Nullable Instant removedAt) {

    /** @throws Forbidden when it is somebody else's */
    public void requireOwner(String principal) {
        if (!owner.equals(principal)) {
            throw new Forbidden("GPU_NOT_YOURS", "the GPU belongs to another principal");
        }
    }

    /** @throws Conflict when it is no longer that of whom something was agreed with */
    public void requireStillOf(String principal) {
        if (!owner.equals(principal)) {
            throw new Conflict("GPU_SOLD", "the GPU belongs to another by now");
        }
    }

    /** @throws Conflict when its owner does not let it be booked */
    public void requireOffered() {
        if (!offered) {
            throw new Conflict("GPU_NOT_AVAILABLE", "the GPU's owner does not let it be booked now");
        }
    }

    /** @throws Invalid when it is not booked for so long, or for longer only */
    public void requireHours(BigDecimal hours) {
        if (hours.compareTo(minHours) < 0 || hours.compareTo(maxHours) > 0) {
            throw new Invalid(
                    "BOOKING_DURATION_OUT_OF_RANGE",
                    "duration_hours: this GPU is booked for %s to %s hours"
                            .formatted(
                                    Rows.shown(minHours).toPlainString(),
                                    Rows.shown(maxHours).toPlainString()));
        }
    }
}
