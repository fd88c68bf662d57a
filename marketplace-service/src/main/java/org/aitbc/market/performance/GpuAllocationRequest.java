package org.aitbc.market.performance;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;

/**
 * @param jobId what the memory is for; the same again is answered alike; a new one where not said
 * @param memoryBytes 1 GiB where not said
 * @param computeUnits for older clients, as the two behind it: only memory is set aside, without a queue
 */
record GpuAllocationRequest(
        @Nullable @Size(min = 1, max = 128) @Pattern(regexp = "[^\\x00]*")
        String jobId,

        @Nullable @Min(1) @Max(1L << 50) Long memoryBytes,
        @Nullable @Positive Double computeUnits,
        @Nullable @Positive Integer maxLatencyMs,
        @Nullable @Min(1) @Max(10) Integer priority) {

    private static final long USUAL = 1L << 30;

    String job() {
        return jobId == null ? Ids.text(Ids.next()) : jobId;
    }

    long bytes() {
        return memoryBytes == null ? USUAL : memoryBytes;
    }
}
