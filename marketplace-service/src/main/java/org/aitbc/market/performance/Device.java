package org.aitbc.market.performance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A GPU on the market and what its worker's last heartbeat says of it. What the worker does not say, or said before it fell
 * silent, is null.
 *
 * @param utilization percent
 * @param memoryUsedGb GiB, as its total
 * @param memoryReservedGb GiB that are set aside for jobs
 * @param status as on the market: {@code available}, {@code booked}, {@code paused}, {@code offline}, {@code unknown}
 * @param fragmentation of the memory that is not set aside, the share outside of the greatest gap
 */
record Device(
        String id,
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

    /**
     * A row of what is listed.
     *
     * @param beat the last heartbeat's details where the worker is online
     */
    record Listed(
            UUID id,
            String model,
            BigDecimal memoryGb,
            String status,
            int slot,
            @Nullable String beat) {

        long bytes() {
            return memoryGb.multiply(BigDecimal.valueOf(BYTES_PER_GIB))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
    }

    static Device of(Listed gpu, Memory memory) {
        JsonNode beat = read(gpu.beat());
        JsonNode own = beat.path("gpus").path(gpu.slot());
        // older workers speak of one GPU, beside a list of none
        JsonNode first = gpu.slot() == 0 ? beat : MissingNode.getInstance();
        Double used = number(own.path("memory_used_mb"), first.path("memory_used"));
        Double percent = number(own.path("utilization"), first.path("gpu_utilization"));
        return new Device(
                Ids.text(gpu.id()),
                gpu.model(),
                percent == null ? null : Math.min(percent, 100),
                used == null ? null : Figures.rounded(used / MIB_PER_GIB),
                gpu.memoryGb(),
                Figures.rounded(
                        memory.taken().stream().mapToLong(Memory.Block::size).sum() / BYTES_PER_GIB),
                number(own.path("temperature_c"), first.path("gpu_temperature")),
                number(own.path("power_draw_w"), first.path("gpu_power_draw")),
                gpu.status(),
                memory.fragmentation());
    }

    /** Percent of its memory. */
    @Nullable
    Double memoryUtilization() {
        return memoryUsedGb == null ? null : Figures.percent(memoryUsedGb, memoryTotalGb.doubleValue());
    }

    /** How near it is to its limit: the greater of both. */
    @Nullable
    Double load() {
        Double memory = memoryUtilization();
        if (utilization == null || memory == null) {
            return utilization == null ? memory : utilization;
        }
        return Math.max(utilization, memory);
    }

    private static JsonNode read(@Nullable String beat) {
        try {
            return beat == null ? MissingNode.getInstance() : JSON.readTree(beat);
        } catch (JacksonException unreadable) {
            return MissingNode.getInstance();
        }
    }

    /** Workers write -1 where the driver does not say. */
    private static @Nullable Double number(JsonNode... said) {
        return Stream.of(said)
                .filter(one -> one.isNumber() && one.doubleValue() >= 0 && Double.isFinite(one.doubleValue()))
                .findFirst()
                .map(JsonNode::doubleValue)
                .orElse(null);
    }
}
