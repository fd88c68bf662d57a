package org.aitbc.market.operations;

import java.math.BigDecimal;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A listed GPU with what its worker reports in its heartbeats, in percent and GiB; null where it does not. The fragmentation is
 * the share of the unreserved memory that is not in its greatest block.
 *
 * @param name model of the GPU
 * @param utilization percent
 * @param memoryUsedGb GiB
 * @param memoryTotalGb GiB
 * @param memoryReservedGb GiB
 * @param temperatureC degrees Celsius
 * @param powerDrawW watts
 * @param fragmentation share of the unreserved memory that is not in its greatest block, 0 to 1
 */
record GpuDevice(
        UUID id,
        String name,
        @Nullable Double utilization,
        @Nullable Double memoryUsedGb,
        BigDecimal memoryTotalGb,
        double memoryReservedGb,
        @Nullable Double temperatureC,
        @Nullable Double powerDrawW,
        String status,
        double fragmentation) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final double MIB_PER_GIB = 1024;
    private static final double BYTES_PER_GIB = 1L << 30;

    /** @param beat the last heartbeat's details where the worker is online */
    record Row(
            UUID id,
            String model,
            BigDecimal memoryGb,
            String status,
            int slot,
            @Nullable String beat,
            long reservedBytes,
            double fragmentation) {}

    static GpuDevice of(Row gpu) {
        JsonNode beat = read(gpu.beat);
        JsonNode own = beat.path("gpus").path(gpu.slot);
        // older workers report one GPU, beside an empty list
        JsonNode first = gpu.slot == 0 ? beat : MissingNode.getInstance();
        Double used = number(own.path("memory_used_mb"), first.path("memory_used"));
        Double percent = number(own.path("utilization"), first.path("gpu_utilization"));
        return new GpuDevice(
                gpu.id,
                gpu.model,
                percent == null ? null : Math.min(percent, 100),
                used == null ? null : PerformanceStats.rounded(used / MIB_PER_GIB),
                gpu.memoryGb,
                PerformanceStats.rounded(gpu.reservedBytes / BYTES_PER_GIB),
                number(own.path("temperature_c"), first.path("gpu_temperature")),
                number(own.path("power_draw_w"), first.path("gpu_power_draw")),
                gpu.status,
                PerformanceStats.rounded(gpu.fragmentation));
    }

    /** Percent of its memory. */
    @Nullable
    Double memoryUtilization() {
        return memoryUsedGb == null ? null : PerformanceStats.share(100 * memoryUsedGb, memoryTotalGb.doubleValue());
    }

    /** The greater of both utilizations. */
    @Nullable
    Double load() {
        Double memory = memoryUtilization();
        if (utilization == null || memory == null) {
            return utilization == null ? memory : utilization;
        }
        return Math.max(utilization, memory);
    }

    /** In Java, since PostgreSQL refuses JSON with an escaped NUL. */
    private static JsonNode read(@Nullable String beat) {
        try {
            return beat == null ? MissingNode.getInstance() : JSON.readTree(beat);
        } catch (JacksonException unreadable) {
            return MissingNode.getInstance();
        }
    }

    /** Workers write -1 where the driver has no value. */
    private static @Nullable Double number(JsonNode... values) {
        return Stream.of(values)
                .filter(one -> one.isNumber() && one.doubleValue() >= 0 && Double.isFinite(one.doubleValue()))
                .findFirst()
                .map(JsonNode::doubleValue)
                .orElse(null);
    }
}
