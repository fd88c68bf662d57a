package org.aitbc.market.gpu;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.payment.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code marketplace.gpu}: the terms of a GPU that is or was on the market.
 *
 * @param owner the principal who is paid for it
 * @param slot the index of the GPU in its worker
 * @param memoryGb GiB
 * @param minHours per booking, as the maximum
 * @param models that may be run on it; empty for all
 * @param interruptible whether it may be booked by a bid that a higher one ends
 * @param sla percent of booked time that the owner promises
 * @param offered whether the owner lets it be booked
 * @param claimed whether no worker has reported it
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
        boolean claimed,
        Instant createdAt,
        @Nullable Instant removedAt) {

    public void requireOwner(String principal) {
        Forbidden.when(!owner.equals(principal), "GPU_NOT_YOURS", "the GPU belongs to another principal");
    }

    /** Its worker had it, and has registered without it since. */
    public boolean isGone() {
        return claimed && minerId != null;
    }

    /** Of the principal that something was agreed with before. */
    public void requireStillOf(String principal) {
        Conflict.when(!owner.equals(principal), "GPU_SOLD", "the GPU belongs to another by now");
    }

    public void requireOffered() {
        requireReported();
        Conflict.when(!offered, "GPU_NOT_AVAILABLE", "the GPU's owner does not let it be booked now");
    }

    /** There is money only in what a worker has shown to be there. */
    public void requireReported() {
        String claim =
                "no worker has reported this GPU, its owner claims it: it can be booked and sold once the owner runs a"
                        + " worker in it (aitbc worker, or any client of /v1/miners/register that names the GPU)";
        Conflict.when(claimed, "GPU_CLAIMED", claim);
    }

    public void requireHours(BigDecimal hours) {
        Invalid.when(
                hours.compareTo(minHours) < 0 || hours.compareTo(maxHours) > 0,
                "BOOKING_DURATION_OUT_OF_RANGE",
                "duration_hours: this GPU is booked for %s to %s hours"
                        .formatted(minHours.toPlainString(), maxHours.toPlainString()));
    }
}
